package dev.signalbox.probe.warmup;

import static dev.signalbox.probe.warmup.Nodes.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.WarmUpPolicy;
import dev.signalbox.deployment.WarmUpPolicy.Load;
import dev.signalbox.deployment.WarmUpPolicy.WeightedPath;
import dev.signalbox.deployment.WarmUpReport;
import dev.signalbox.probe.Loopback;
import dev.signalbox.topology.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real requests at real times; each trial takes well below two seconds. */
@Timeout(60)
class OpenLoopTest {

  private static final Version V2 = new Version("v2");
  private static final Duration WINDOW = Duration.ofMillis(100);

  private final TestAttempt attempt = new TestAttempt();

  private static WarmUpPolicy atRate(
      double perSecond, int concurrency, int hold, Duration timeout) {
    return new WarmUpPolicy(
        List.of(new WeightedPath("/a", 3), new WeightedPath("/b", 1)),
        new Load.AtRate(perSecond, concurrency, WINDOW, hold),
        Duration.ofMillis(80),
        0.01,
        timeout,
        Optional.empty());
  }

  private StepOutcome warmUp(WarmUpPolicy policy, Loopback node) {
    return new HttpWarmUpProbe(System::nanoTime)
        .warmUp("green", V2, List.of(node.uri()), policy, attempt);
  }

  @Test
  void itEndsWhenTheTargetsHaveHeldInSoManyWindowsInARow() {
    try (Loopback node = Loopback.answering(200, "ok")) {
      StepOutcome outcome = warmUp(atRate(400, 32, 3, Duration.ofSeconds(20)), node);

      assertThat(outcome.line())
          .matches(
              "green: [\\d,]+ requests at [\\d.,]+ per second; p95 of the first window [\\d,.]+ ms,"
                  + " of the last [\\d.]+ ms, target 80 ms; [\\d.]+ answers per second in the"
                  + " first window, [\\d.]+ in the last; errors 0.0 %; the targets held in 3"
                  + " windows in a row of 100 ms");
      WarmUpReport report = ((StepOutcome.Done) outcome).warmUp().orElseThrow();
      assertThat(report.windows()).hasSizeGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void aSlowBeginningIsPassedOver() {
    AtomicInteger requests = new AtomicInteger();
    try (Loopback node =
        Loopback.http(exchange -> answer(exchange, requests.incrementAndGet() <= 60 ? 503 : 200))) {
      StepOutcome outcome = warmUp(atRate(400, 32, 2, Duration.ofSeconds(20)), node);

      WarmUpReport report = ((StepOutcome.Done) outcome).warmUp().orElseThrow();
      assertThat(report.errors()).isEqualTo(60);
      assertThat(report.first().p95()).isZero();
      assertThat(report.windows()).hasSizeGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void aStallIsCountedInEveryRequestThatShouldHaveBegunMeanwhile() {
    AtomicInteger requests = new AtomicInteger();
    CountDownLatch stall = new CountDownLatch(1);
    try (Loopback node =
        Loopback.http(
            exchange -> {
              if (requests.incrementAndGet() == 10) {
                stallFor(stall, 300);
              }
              answer(exchange, 200);
            })) {
      // One at a time, so that everything waits behind the one that stalls.
      StepOutcome outcome = warmUp(atRate(200, 1, 3, Duration.ofSeconds(20)), node);

      WarmUpReport report = ((StepOutcome.Done) outcome).warmUp().orElseThrow();
      assertThat(report.first().p50()).isBetween(Duration.ofMillis(100), Duration.ofMillis(400));
      assertThat(report.windows().get(1).p50()).isGreaterThan(Duration.ofMillis(50));
    }
  }

  @Test
  void whatIsAnsweredPerSecondIsToldWindowByWindow() {
    try (Loopback node = Loopback.answering(200, "")) {
      StepOutcome.Done done =
          (StepOutcome.Done) warmUp(atRate(200, 32, 2, Duration.ofSeconds(20)), node);
      WarmUpReport report = done.warmUp().orElseThrow();
      assertThat(report.throughput().orElseThrow().windows())
          .hasSameSizeAs(report.windows())
          .allMatch(it -> it > 0 && it <= 200.001);
    }
  }

  private static void stallFor(CountDownLatch never, long millis) {
    try {
      var _ = never.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void targetsThatDoNotHoldInTimeFailWithWhatWasMissed() {
    // A client that was never used takes long to begin with, on a machine that is busy.
    try (Loopback node = Loopback.answering(200, "")) {
      warmUp(atRate(50, 32, 1, Duration.ofSeconds(20)), node);
    }
    try (Loopback node = Loopback.answering(500, "")) {
      assertThat(warmUp(atRate(100, 32, 2, Duration.ofSeconds(3)), node).line())
          .matches(
              "green: the time was out before the targets held in 2 windows in a row of 100 ms: p95"
                  + " of the last window unknown \\(no good answer\\), target 80 ms; errors 100.0"
                  + " %, accepted 1.0 %, most often: status 500; [\\d.]+ of 100 requests per second"
                  + " were answered");
    }
  }

  @Test
  void neverMoreAreUnderWayThanAllowed() {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (Loopback node =
        Loopback.http(
            exchange -> {
              most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
              stallFor(new CountDownLatch(1), 20);
              underWay.decrementAndGet();
              answer(exchange, 200);
            })) {
      StepOutcome outcome = warmUp(atRate(1_000, 5, 1, Duration.ofMillis(600)), node);

      assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
      assertThat(most).hasValue(5);
    }
  }

  @Test
  void peopleCanStopIt() {
    try (Loopback node = Loopback.answering(500, "")) {
      attempt.stop = true;
      assertThat(warmUp(atRate(400, 4, 2, Duration.ofSeconds(20)), node))
          .isInstanceOf(StepOutcome.Stopped.class);
    }
  }

  @Test
  void pathsAreAskedAsOftenAsTheirWeightSays() {
    Map<String, Integer> asked = new ConcurrentHashMap<>();
    try (Loopback node =
        Loopback.http(
            exchange -> {
              asked.merge(exchange.getRequestURI().toString(), 1, Integer::sum);
              answer(exchange, 200);
            })) {
      warmUp(atRate(400, 32, 1, Duration.ofSeconds(20)), node);

      int light = asked.getOrDefault("/b", 0);
      assertThat(asked.getOrDefault("/a", 0)).isBetween(3 * light - 3, 3 * light + 3);
    }
  }

  @Test
  void heavyPathsAreSpreadBetweenTheLightOnes() {
    assertThat(Round.spread(List.of(new WeightedPath("/a", 3), new WeightedPath("/b", 1))))
        .containsExactly("/a", "/a", "/b", "/a");
    assertThat(
            Round.spread(
                List.of(
                    new WeightedPath("/a", 2),
                    new WeightedPath("/b", 2),
                    new WeightedPath("/c", 1))))
        .containsExactly("/a", "/b", "/c", "/a", "/b");
  }

  @Test
  void aWindowInWhichNothingBeginsIsRefused() {
    assertThatThrownBy(() -> new Load.AtRate(5, 1, WINDOW, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rate: found 5.0 per second, write at least one request per window");
  }
}
