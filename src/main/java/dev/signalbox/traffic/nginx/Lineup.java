package dev.signalbox.traffic.nginx;

import dev.signalbox.port.TrafficSwitch.Live;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Every nginx that carries a lane's traffic, in the order in which they are changed. */
final class Lineup {
  private final List<Router> routers;

  Lineup(List<Nginx> nginxs) {
    this.routers = nginxs.stream().map(Nginx::router).toList();
    if (routers.isEmpty()) {
      throw new IllegalArgumentException("no nginx: name at least one");
    }
  }

  List<Router> routers() {
    return routers;
  }

  Router first() {
    return routers.getFirst();
  }

  /** What people call them all. */
  String names() {
    return routers.stream().map(Router::name).collect(Collectors.joining(", "));
  }

  /** Asks each what it runs: a cluster where all say the same one, otherwise what each says. */
  Live live() {
    List<String> clusters = new ArrayList<>();
    List<String> details = new ArrayList<>();
    for (Router router : routers) {
      String upstream = router.running().live();
      clusters.add(router.settings().clusterOf(upstream));
      details.add(
          "nginx on %s sends $%s to %s"
              .formatted(router.name(), router.settings().live(), upstream));
    }
    return new Live(agreed(clusters), String.join("; ", details));
  }

  private String agreed(List<String> clusters) {
    if (clusters.stream().distinct().count() == 1) {
      return clusters.getFirst();
    }
    List<String> each = new ArrayList<>();
    for (int i = 0; i < clusters.size(); i++) {
      each.add(clusters.get(i) + " at " + routers.get(i).name());
    }
    return String.join(", ", each);
  }

  String unusable(Router router, IncludeUnreadable e) {
    return "the include %s on %s cannot be used: %s"
        .formatted(router.settings().include(), router.name(), e.reason());
  }
}
