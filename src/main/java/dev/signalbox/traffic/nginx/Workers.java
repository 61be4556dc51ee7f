package dev.signalbox.traffic.nginx;

import java.util.Optional;

/**
 * nginx's worker processes.
 *
 * @param serving those that take connections
 * @param leaving those that were replaced, and still answer somebody
 */
record Workers(int serving, int leaving) {

  /** From the titles of a master process and its children; empty without a master process. */
  static Optional<Workers> in(String titles) {
    if (titles.lines().noneMatch(it -> it.startsWith("nginx: master"))) {
      return Optional.empty();
    }
    long all = titles.lines().filter(it -> it.startsWith("nginx: worker process")).count();
    long leaving =
        titles.lines().filter(it -> it.contains("worker process is shutting down")).count();
    return Optional.of(new Workers((int) (all - leaving), (int) leaving));
  }
}
