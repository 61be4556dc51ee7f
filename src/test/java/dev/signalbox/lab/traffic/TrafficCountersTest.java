package dev.signalbox.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.signalbox.lab.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficCountersTest {
  private static final TrafficKey BLUE = new TrafficKey("blue", "v1");
  private static final TrafficKey GREEN = new TrafficKey("green", "v2");
  private static final Duration QUICK = Duration.ofMillis(2);

  private final SettableClock clock = new SettableClock();
  private final TrafficCounters counters = new TrafficCounters(clock);
  private final Instant start = clock.instant();

  private void count(TrafficKey key, int requests) {
    for (int request = 0; request < requests; request++) {
      counters.record(key, Outcome.OK, QUICK);
    }
  }

  private long requests(List<TrafficRow> rows, TrafficKey key) {
    return rows.stream()
        .filter(row -> row.cluster().equals(key.cluster()) && row.version().equals(key.version()))
        .mapToLong(TrafficRow::requests)
        .sum();
  }

  @Test
  void countsAreKeptApartByClusterAndVersion() {
    count(BLUE, 3);
    count(GREEN, 2);

    assertThat(requests(counters.since(start), BLUE)).isEqualTo(3);
    assertThat(requests(counters.since(start), GREEN)).isEqualTo(2);
  }

  @Test
  void outcomesAreCountedAndTheAbandonedAreNobodysFailure() {
    counters.record(BLUE, Outcome.OK, QUICK);
    counters.record(BLUE, Outcome.REFUSED, QUICK);
    counters.record(BLUE, Outcome.FAILED, QUICK);
    counters.record(BLUE, Outcome.ABANDONED, QUICK);

    assertThat(counters.since(start))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.requests()).isEqualTo(3);
              assertThat(row.refused()).isEqualTo(1);
              assertThat(row.failed()).isEqualTo(1);
              assertThat(row.abandoned()).isEqualTo(1);
            });
  }

  @Test
  void nothingFromBeforeACutIsCountedAfterIt() {
    count(BLUE, 5);
    clock.pass(Duration.ofMillis(300));
    counters.cut();
    Instant swap = clock.instant();
    count(GREEN, 4);
    clock.pass(Duration.ofMillis(5));
    count(GREEN, 1);

    assertThat(requests(counters.since(swap), BLUE)).isZero();
    assertThat(requests(counters.since(swap), GREEN)).isEqualTo(5);
    assertThat(requests(counters.since(swap.plusMillis(5)), GREEN)).isEqualTo(5);
  }

  @Test
  void anHourIsRememberedAndNotMuchMore() {
    count(BLUE, 1);
    clock.pass(Duration.ofMinutes(60));
    count(GREEN, 1);
    assertThat(requests(counters.since(start), BLUE)).isEqualTo(1);

    clock.pass(Duration.ofMinutes(2));
    count(GREEN, 1);
    assertThat(requests(counters.since(start), BLUE)).isZero();
    assertThat(requests(counters.since(start), GREEN)).isEqualTo(2);
  }

  @Test
  void latenciesAreExactToSixInAHundred() {
    for (int millis = 1; millis <= 100; millis++) {
      counters.record(BLUE, Outcome.OK, Duration.ofMillis(millis));
    }

    TrafficRow row = counters.since(start).getFirst();
    assertThat(row.p50Micros()).isCloseTo(50_000, within(3_500L));
    assertThat(row.p95Micros()).isCloseTo(95_000, within(6_500L));
    assertThat(row.p99Micros()).isCloseTo(99_000, within(6_500L));
  }

  @Test
  void aSecondIsOneEntryOfTheSeriesEvenWithACutInIt() {
    count(BLUE, 1);
    clock.pass(Duration.ofMillis(400));
    counters.cut();
    count(GREEN, 1);
    clock.pass(Duration.ofSeconds(3));
    count(GREEN, 2);

    assertThat(counters.seconds(start))
        .extracting(TrafficSecond::second)
        .containsExactly(start.getEpochSecond(), start.getEpochSecond() + 3);
    assertThat(requests(counters.seconds(start).getFirst().rows(), BLUE)).isEqualTo(1);
    assertThat(requests(counters.seconds(start).getFirst().rows(), GREEN)).isEqualTo(1);
  }
}
