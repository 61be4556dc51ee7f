package dev.signalbox.deployment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a version is warmed up, and what it must reach.
 *
 * @param paths what is asked for
 * @param load how the requests are sent
 * @param maxP95 the 95th percentile of a window must be at most this
 * @param maxErrorRate the share of failed requests, 0 to 1, that is still accepted
 * @param timeout the longest time for all of it
 * @param script a team's own program as argv with {@code {cluster}}, {@code {version}} and {@code
 *     {url}}, run instead of the built-in requests; its exit code decides
 */
public record WarmUpPolicy(
    List<WeightedPath> paths,
    Load load,
    Duration maxP95,
    double maxErrorRate,
    Duration timeout,
    Optional<List<String>> script) {

  /** Copies the paths. */
  public WarmUpPolicy {
    paths = List.copyOf(paths);
  }

  /**
   * One path, and its part in the requests.
   *
   * @param weight at least 1; a path of weight 3 is asked for three times as often as one of 1
   */
  public record WeightedPath(String path, int weight) {
    /** Refuses a weight below one. */
    public WeightedPath {
      if (weight < 1) {
        throw new IllegalArgumentException("weight: found " + weight + ", write at least 1");
      }
    }
  }

  /** How the requests are sent. */
  public sealed interface Load {

    /** Not at all, and no script is run either. */
    record Off() implements Load {}

    /**
     * A number of requests, each sent when an earlier one was answered; the last window of them is
     * judged.
     *
     * @param requests sent in all
     * @param concurrency under way at a time
     */
    record InTurn(int requests, int concurrency) implements Load {}

    /**
     * Requests that begin at fixed times, whatever becomes of those before, until the targets hold.
     *
     * @param perSecond how many requests begin in a second, above 0
     * @param concurrency under way at a time; more than that wait, and their time counts
     * @param window the length of the windows that are judged
     * @param hold in how many windows in a row the targets must hold, at least 1
     */
    record AtRate(double perSecond, int concurrency, Duration window, int hold) implements Load {
      /** Refuses a window in which no request may begin. */
      public AtRate {
        if (perSecond * window.toNanos() < 1e9) {
          throw new IllegalArgumentException(
              "rate: found " + perSecond + " per second, write at least one request per window");
        }
      }
    }
  }
}
