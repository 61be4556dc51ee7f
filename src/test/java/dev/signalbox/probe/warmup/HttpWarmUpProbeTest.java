package dev.signalbox.probe.warmup;

import static dev.signalbox.probe.warmup.Nodes.answer;
import static dev.signalbox.probe.warmup.Nodes.answering;
import static dev.signalbox.probe.warmup.Nodes.await;
import static dev.signalbox.probe.warmup.Nodes.taking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.WarmUpPolicy;
import dev.signalbox.deployment.WarmUpReport;
import dev.signalbox.probe.Loopback;
import dev.signalbox.topology.Version;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpWarmUpProbeTest {

  private static final Version V2 = new Version("v2");

  private final AtomicLong nanos = new AtomicLong();
  private final TestAttempt attempt = new TestAttempt();
  private final HttpWarmUpProbe probe = new HttpWarmUpProbe(nanos::get);

  @Test
  void theFirstWindowIsHeldAgainstTheLast() {
    try (Loopback node = taking(nanos, request -> request < 20 ? 200 : 10)) {
      StepOutcome outcome = warmUp(Policies.requests(100, 1), node);
      assertThat(outcome.line())
          .isEqualTo(
              "green: 100 requests; p95 of the first window 200 ms, of the last 10 ms, target 50"
                  + " ms; 5 answers per second in the first window, 100 in the last; errors 0.0 %");
      WarmUpReport report = ((StepOutcome.Done) outcome).warmUp().orElseThrow();
      assertThat(report.requests()).isEqualTo(100);
      assertThat(report.errors()).isZero();
      assertThat(report.took()).isEqualTo(Duration.ofMillis(20 * 200 + 80 * 10));
      assertThat(report.last().p99()).isEqualTo(Duration.ofMillis(10));
      assertThat(report.all().p50()).isEqualTo(Duration.ofMillis(10));
      assertThat(report.all().p95()).isBetween(Duration.ofMillis(199), Duration.ofMillis(200));
      assertThat(report.windows()).hasSize(10);
      assertThat(report.windows().get(1).p95()).isGreaterThan(Duration.ofMillis(199));
      assertThat(report.windows().get(2).p95()).isEqualTo(Duration.ofMillis(10));
    }
  }

  @Test
  void aVersionThatStaysSlowFails() {
    try (Loopback node = taking(nanos, _ -> 212)) {
      assertThat(warmUp(Policies.requests(20, 1), node))
          .isEqualTo(
              StepOutcome.failed(
                  "green: p95 of the last window 212 ms, target 50 ms; errors 0.0 %"));
    }
  }

  @Test
  void theTargetItselfIsGoodEnough() {
    try (Loopback node = taking(nanos, _ -> 50)) {
      assertThat(warmUp(Policies.requests(20, 1), node)).isInstanceOf(StepOutcome.Done.class);
    }
  }

  @Test
  void tooManyErrorsFailWithTheCommonestOfThem() {
    try (Loopback node = answering(request -> request % 4 == 0 ? 503 : request == 1 ? 404 : 302)) {
      assertThat(warmUp(Policies.requests(40, 1, 0.25), node).line())
          .isEqualTo(
              "green: errors 27.5 %, accepted 25.0 %, most often: status 503; p95 of the last"
                  + " window <0.1 ms, target 50 ms");
    }
    try (Loopback node = answering(request -> request % 4 == 0 ? 503 : 302)) {
      StepOutcome outcome = warmUp(Policies.requests(40, 1, 0.25), node);
      assertThat(outcome).isInstanceOf(StepOutcome.Done.class);
      assertThat(outcome.line()).endsWith("; errors 25.0 %, most often: status 503");
    }
  }

  @Test
  void aLastWindowWithoutAGoodAnswerFailsWhateverErrorsAreAccepted() {
    try (Loopback node = answering(request -> request < 90 ? 200 : 500)) {
      assertThat(warmUp(Policies.requests(100, 1, 0.5), node).line())
          .isEqualTo(
              "green: p95 of the last window unknown (no good answer), target 50 ms; errors 10.0"
                  + " %, most often: status 500");
    }
  }

  @Test
  void anAddressThatIsNoneFailsAtOnce() {
    StepOutcome outcome =
        probe.warmUp("green", V2, List.of(URI.create("ftp://x")), Policies.requests(9, 3), attempt);
    assertThat(outcome).isEqualTo(StepOutcome.failed("green: 'ftp://x/a' is no HTTP address"));
  }

  @Test
  void targetsShareTheRequestsEvenlyAndEachGetsEveryPath() {
    Map<String, Integer> asked = new ConcurrentHashMap<>();
    try (Loopback one = counting("1", asked);
        Loopback two = counting("2", asked)) {
      warmUp(Policies.requests(40, 3), one, two);
      assertThat(asked).isEqualTo(Map.of("1/a", 10, "1/b", 10, "2/a", 10, "2/b", 10));
    }
  }

  @Test
  void asManyRequestsAreUnderWayAsThePolicySaysAndTheyKeepTheirConnections() {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch four = new CountDownLatch(4);
    Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
    try (Loopback node =
        Loopback.http(
            exchange -> {
              connections.add(exchange.getRemoteAddress());
              most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
              four.countDown();
              await(four);
              underWay.decrementAndGet();
              answer(exchange, 200);
            })) {
      assertThat(warmUp(Policies.requests(200, 4), node)).isInstanceOf(StepOutcome.Done.class);
      assertThat(most).hasValue(4);
      assertThat(connections).hasSizeLessThanOrEqualTo(8);
    }
  }

  @Test
  void progressIsToldAtMostOnceASecond() {
    try (Loopback node = taking(nanos, _ -> 100)) {
      warmUp(Policies.requests(95, 1), node);
      assertThat(attempt.lines).hasSizeBetween(1, 9);
      assertThat(attempt.lines.getLast())
          .matches("green: \\d+ of 95 requests, 0 failed, p95 (99.\\d|100) ms");
    }
  }

  @Test
  void noRequestsSwitchItOff() {
    try (Loopback node = Loopback.answering(500, "")) {
      assertThat(warmUp(Policies.requests(0, 4), node))
          .isEqualTo(StepOutcome.done("the warm-up is switched off (0 requests)"));
    }
  }

  @Test
  void fewerRequestsThanWindowsMakeFewerWindows() {
    try (Loopback node = taking(nanos, _ -> 10)) {
      StepOutcome.Done done = (StepOutcome.Done) warmUp(Policies.requests(3, 64), node);
      assertThat(done.warmUp().orElseThrow().windows()).hasSize(3);
    }
  }

  @Test
  void noTargetIsAMistakeOfTheCaller() {
    WarmUpPolicy policy = Policies.requests(1, 1);
    assertThatThrownBy(() -> probe.warmUp("green", V2, List.of(), policy, attempt))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nothing to warm up in green");
  }

  private StepOutcome warmUp(WarmUpPolicy policy, Loopback... nodes) {
    List<URI> targets = List.of(nodes).stream().map(Loopback::uri).toList();
    return probe.warmUp("green", V2, targets, policy, attempt);
  }

  private static Loopback counting(String name, Map<String, Integer> asked) {
    return Loopback.http(
        exchange -> {
          asked.merge(name + exchange.getRequestURI(), 1, Integer::sum);
          answer(exchange, 200);
        });
  }
}
