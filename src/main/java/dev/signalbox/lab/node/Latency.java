package dev.signalbox.lab.node;

import java.time.Duration;

/**
 * How long a page of a node takes: slow when the node has just started, faster with each request.
 *
 * @param cold what the first request takes
 * @param warm what a request takes once {@code requests} have been served
 * @param requests how many page requests it takes to warm a node up; at least 1
 * @param slow what the occasional slow request of a {@code -slowdrain} version takes
 */
public record Latency(Duration cold, Duration warm, int requests, Duration slow) {
  /**
   * A node that is slow for its first hundred pages, as code is before it is compiled; so slow that
   * a laptop that is busy with other things does not pass for a cold node, nor a cold node for one.
   */
  public static final Latency REALISTIC =
      new Latency(Duration.ofMillis(400), Duration.ofMillis(2), 100, Duration.ofSeconds(3));

  /** Every page at once; for tests that do not look at latency. */
  public static final Latency NONE =
      new Latency(Duration.ZERO, Duration.ZERO, 1, Duration.ofMillis(300));

  /** Refuses negative durations and a warm-up of no requests. */
  public Latency {
    if (cold.isNegative() || warm.isNegative() || slow.isNegative() || requests < 1) {
      throw new IllegalArgumentException(
          "a latency needs durations of zero or more and at least one request, not cold=%s warm=%s requests=%d slow=%s"
              .formatted(cold, warm, requests, slow));
    }
  }

  /** What the request with this number takes; the first one after the start is number 0. */
  Duration of(long number) {
    if (number >= requests) {
      return warm;
    }
    return cold.minus(cold.minus(warm).multipliedBy(number).dividedBy(requests));
  }
}
