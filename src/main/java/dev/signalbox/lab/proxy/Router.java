package dev.signalbox.lab.proxy;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Decides for one lane which node answers a request, and counts what is in flight.
 *
 * <p>Choosing a node and counting the request is one step under one lock, and so are draining and
 * switching. So a request is either counted before a drain begins, and then the drain sees it, or
 * it does not get the draining node. Nothing here does input or output.
 */
public final class Router {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Pool> pools = new LinkedHashMap<>();
  private String live;

  /** A router without clusters; {@code live} may be added later and gets no request until then. */
  public Router(String live) {
    this.live = live;
  }

  /**
   * Adds a node at the end of its cluster, which is made if need be; out of rotation until checked.
   */
  public void add(String cluster, String node, URI address, boolean draining) {
    change(
        () ->
            pools
                .computeIfAbsent(cluster, Pool::new)
                .add(new Backend(cluster, node, address, draining)));
  }

  /** Forgets a cluster and its nodes; what they are answering still ends well. */
  public void remove(String cluster) {
    change(() -> pools.remove(cluster));
  }

  /** Chooses a node in rotation, round robin, and counts the request; empty if there is none. */
  public Optional<Ticket> admit(Entrance entrance) {
    return read(
        () ->
            Optional.ofNullable(pools.get(destination(entrance)))
                .flatMap(pool -> pool.enter(entrance))
                .map(backend -> new Ticket(this, backend, entrance)));
  }

  private String destination(Entrance entrance) {
    return switch (entrance) {
      case Entrance.Production(Optional<String> door) -> door.orElse(live);
      case Entrance.Preview preview -> preview.cluster();
    };
  }

  void left(Ticket ticket) {
    lock.lock();
    try {
      if (ticket.backend().leave(ticket.entrance())) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives the node no new request from now on. */
  public void drain(String node) {
    change(() -> backend(node).ifPresent(backend -> backend.draining(true)));
  }

  /** Gives the node requests again, as far as it is healthy. */
  public void restore(String node) {
    change(() -> backend(node).ifPresent(backend -> backend.draining(false)));
  }

  /** Sends production traffic to another cluster, beginning with the next request. */
  public void switchTo(String cluster) {
    change(() -> live = cluster);
  }

  /** Takes notice that a node was started again: no older connection to it is used any more. */
  public void restarted(String node, URI address) {
    change(() -> backend(node).ifPresent(backend -> backend.restarted(address)));
  }

  /** Takes the finding of a check of this incarnation of a node; older ones are ignored. */
  void judged(Target target, Health.Finding finding) {
    change(
        () ->
            backend(target.node())
                .filter(backend -> backend.incarnation() == target.incarnation())
                .ifPresent(backend -> backend.judged(finding)));
  }

  /** Takes notice that the node of this ticket refused a connection just now. */
  void refused(Ticket ticket) {
    judged(Target.of(ticket.backend()), Health.Finding.REFUSED);
  }

  /** What production traffic goes to now. */
  public String live() {
    return read(() -> live);
  }

  /** What is known of every cluster, in the order in which they were added. */
  public List<ClusterView> clusters() {
    return read(() -> pools.values().stream().map(pool -> pool.view(live)).toList());
  }

  /** What is known of one cluster. */
  public Optional<ClusterView> cluster(String name) {
    return read(() -> Optional.ofNullable(pools.get(name)).map(pool -> pool.view(live)));
  }

  /** What is known of one node. */
  public Optional<BackendView> node(String name) {
    return read(() -> backend(name).map(Backend::view));
  }

  List<Target> targets() {
    return read(() -> pools.values().stream().flatMap(Pool::backends).map(Target::of).toList());
  }

  Optional<Target> target(String node) {
    return read(() -> backend(node).map(Target::of));
  }

  /**
   * Waits until the condition holds, at most this long, and looks once more.
   *
   * @return whether it held in the end
   */
  public boolean await(Predicate<Router> condition, Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (!condition.test(this)) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private Optional<Backend> backend(String node) {
    return pools.values().stream()
        .flatMap(Pool::backends)
        .filter(backend -> backend.node.equals(node))
        .findFirst();
  }

  private <T> T read(Supplier<T> question) {
    lock.lock();
    try {
      return question.get();
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }
}
