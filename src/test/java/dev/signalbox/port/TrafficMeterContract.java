package dev.signalbox.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.port.TrafficMeter.Share;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What every {@link TrafficMeter} does. At the beginning nobody has asked for anything. */
public abstract class TrafficMeterContract {

  /** The meter of one lane. */
  protected abstract TrafficMeter meter();

  /** Sends requests to a cluster, which are answered well by this version. */
  protected abstract void answered(String cluster, int requests) throws Exception;

  /** Sends requests to a cluster, which users would call failed. */
  protected abstract void failed(String cluster, int requests) throws Exception;

  /** The version that answers in a cluster; empty text where the answers do not say it. */
  protected abstract String version(String cluster);

  /** Now, as the meter sees it. */
  protected abstract Instant now();

  /** Lets so much time pass that what was before is before an instant of now. */
  protected abstract void passTime() throws Exception;

  /** Waits until something is so, and fails where that takes too long. */
  protected abstract void until(Callable<Boolean> isSo) throws Exception;

  /** How far a count may be off, as a share of it. */
  protected double tolerance() {
    return 0;
  }

  /** The line to what is asked; empty where it comes to us by itself. */
  protected abstract Optional<Line> line();

  private List<Share> shares(Instant from, String cluster) {
    return meter().since(from).stream().filter(it -> it.cluster().equals(cluster)).toList();
  }

  private long requests(Instant from, String cluster) {
    return shares(from, cluster).stream().mapToLong(Share::requests).sum();
  }

  private boolean near(long seen, long really) {
    return Math.abs(seen - really) <= really * tolerance();
  }

  @Test
  void whereThereWasNoTrafficNothingIsCounted() {
    assertThat(meter().since(now().minusSeconds(60))).noneMatch(it -> it.requests() > 0);
  }

  @Test
  void requestsAndFailuresAreCountedByClusterAndVersion() throws Exception {
    Instant before = now();
    answered("blue", 20);
    failed("blue", 10);
    answered("green", 10);

    until(() -> near(requests(before, "blue"), 30) && near(requests(before, "green"), 10));
    assertThat(shares(before, "blue").stream().mapToLong(Share::failed).sum())
        .matches(it -> near(it, 10));
    assertThat(shares(before, "green").stream().mapToLong(Share::failed).sum()).isZero();
    assertThat(shares(before, "green"))
        .extracting(Share::version)
        .containsExactly(version("green"));
  }

  @Test
  void percentilesAreInOrder() throws Exception {
    Instant before = now();
    answered("blue", 20);

    until(() -> near(requests(before, "blue"), 20));
    assertThat(shares(before, "blue"))
        .allSatisfy(it -> assertThat(it.p50()).isLessThanOrEqualTo(it.p95()))
        .allSatisfy(it -> assertThat(it.p95()).isLessThanOrEqualTo(it.p99()));
  }

  @Test
  void whatWasBeforeIsNotCounted() throws Exception {
    Instant before = now();
    answered("blue", 20);
    until(() -> near(requests(before, "blue"), 20));
    passTime();

    Instant later = now();
    assertThat(requests(later, "blue")).isZero();
    answered("blue", 10);
    until(() -> near(requests(later, "blue"), 10));
  }

  @Test
  void aMeterThatCannotBeAskedIsUnreachable() {
    line()
        .ifPresent(
            line -> {
              line.cutOff();
              assertThatThrownBy(() -> meter().since(now()))
                  .isInstanceOf(PortFailure.Unreachable.class);
            });
  }
}
