package dev.signalbox.lab.traffic;

/**
 * What was counted of one version on one cluster in some time.
 *
 * @param cluster see {@link TrafficKey}
 * @param version see {@link TrafficKey}
 * @param requests all that ended in an answer or a failure; abandoned ones are not among them
 * @param refused of these, the ones answered with 400 to 499
 * @param failed of these, the ones answered with 500 or above, or not at all
 * @param abandoned requests whose client went away before the answer was complete
 * @param p50Micros the median latency in microseconds, exact to about six in a hundred
 * @param p95Micros the 95th percentile
 * @param p99Micros the 99th percentile
 */
public record TrafficRow(
    String cluster,
    String version,
    long requests,
    long refused,
    long failed,
    long abandoned,
    long p50Micros,
    long p95Micros,
    long p99Micros) {}
