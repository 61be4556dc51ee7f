package dev.signalbox.deployment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a version is warmed up, and what it must reach.
 *
 * @param paths asked in turn
 * @param requests sent in all; 0 switches the warm-up off
 * @param concurrency requests under way at a time
 * @param maxP95 the last window's 95th percentile must be at most this
 * @param maxErrorRate the share of failed requests, 0 to 1, that is still accepted
 * @param timeout the longest time for all of it
 * @param script a team's own program as argv with {@code {cluster}}, {@code {version}} and {@code
 *     {url}}, run instead of the built-in requests; its exit code decides
 */
public record WarmUpPolicy(
    List<String> paths,
    int requests,
    int concurrency,
    Duration maxP95,
    double maxErrorRate,
    Duration timeout,
    Optional<List<String>> script) {

  /** Copies the paths. */
  public WarmUpPolicy {
    paths = List.copyOf(paths);
  }
}
