package dev.signalbox.lab.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The nodes of one cluster as the router sees them. Guarded by the router's lock. */
final class Pool {
  private final String name;
  private final List<Backend> backends = new ArrayList<>();
  private int next;

  Pool(String name) {
    this.name = name;
  }

  void add(Backend backend) {
    backends.add(backend);
  }

  Stream<Backend> backends() {
    return backends.stream();
  }

  /** Takes the next node in rotation and counts the request at it. */
  Optional<Backend> enter(Entrance entrance) {
    for (int tried = 0; tried < backends.size(); tried++) {
      Backend backend = backends.get(next);
      next = (next + 1) % backends.size();
      if (backend.inRotation()) {
        backend.enter(entrance);
        return Optional.of(backend);
      }
    }
    return Optional.empty();
  }

  ClusterView view(String live) {
    int production = backends.stream().mapToInt(Backend::production).sum();
    return new ClusterView(
        name, name.equals(live), production, backends.stream().map(Backend::view).toList());
  }
}
