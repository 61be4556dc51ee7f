package dev.signalbox.probe.warmup;

import static dev.signalbox.probe.warmup.Nodes.answer;
import static dev.signalbox.probe.warmup.Nodes.await;
import static dev.signalbox.probe.warmup.Nodes.taking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.WarmUpPolicy;
import dev.signalbox.probe.Loopback;
import dev.signalbox.topology.Version;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Warm-ups that do not come to their end, or whose requests do not. */
@Timeout(60)
class HttpWarmUpProbeEndTest {

  private static final Version V2 = new Version("v2");

  private final AtomicLong nanos = new AtomicLong();
  private final TestAttempt attempt = new TestAttempt();
  private final HttpWarmUpProbe probe = new HttpWarmUpProbe(nanos::get);

  @Test
  void nobodyWhoListensIsAnErrorAndNoException() {
    Loopback gone = Loopback.answering(200, "");
    gone.close();
    StepOutcome outcome = warmUp(Policies.requests(20, 4, 1), gone);
    assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
    assertThat(outcome.line())
        .endsWith("errors 100.0 %, most often: nothing listens at " + gone.uri().getAuthority());
  }

  @Test
  void aStopEndsItAlthoughNoAnswerComes() {
    CountDownLatch end = new CountDownLatch(1);
    try (Loopback node =
        Loopback.http(
            _ -> {
              attempt.stop = true;
              await(end);
            })) {
      assertThat(warmUp(Policies.requests(50, 5), node))
          .isEqualTo(new StepOutcome.Stopped("green: stopped after 0 of 50 requests, 0 failed"));
    } finally {
      end.countDown();
    }
  }

  @Test
  void aStopEndsItBetweenAnswers() {
    AtomicInteger sent = new AtomicInteger();
    try (Loopback node =
        Loopback.http(
            exchange -> {
              attempt.stop = sent.incrementAndGet() >= 10;
              answer(exchange, 200);
            })) {
      StepOutcome outcome = warmUp(Policies.requests(1_000_000, 1), node);
      assertThat(outcome).isInstanceOf(StepOutcome.Stopped.class);
      assertThat(outcome.line())
          .matches("green: stopped after [\\d,]+ of 1,000,000 requests, 0 failed");
      assertThat(sent).hasValueLessThan(1_000_000);
    }
  }

  @Test
  void theTimeOfTheStepOrOfThePolicyEndsIt() {
    try (Loopback node =
        Loopback.http(
            exchange -> {
              attempt.remaining = Duration.ZERO;
              answer(exchange, 200);
            })) {
      StepOutcome outcome = warmUp(Policies.requests(1_000_000, 1), node);
      assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
      assertThat(outcome.line())
          .matches("green: the time was out after [\\d,]+ of 1,000,000 requests, 0 failed");
    }
    attempt.remaining = Duration.ofHours(1);
    try (Loopback node = taking(nanos, _ -> (int) Policies.TIMEOUT.toMillis() / 10)) {
      assertThat(warmUp(Policies.requests(1_000_000, 1), node).line())
          .contains("the time was out after ");
    }
  }

  @Test
  void anAnswerThatDoesNotEndIsAnError() {
    CountDownLatch end = new CountDownLatch(1);
    try (Loopback node =
        Loopback.http(
            exchange -> {
              exchange.sendResponseHeaders(200, 10);
              await(end);
            })) {
      StepOutcome outcome =
          new HttpWarmUpProbe(nanos::get, Duration.ofMillis(50), Duration.ZERO)
              .warmUp("green", V2, List.of(node.uri()), Policies.requests(2, 2), attempt);
      assertThat(outcome.line())
          .endsWith("errors 100.0 %, accepted 0.0 %, most often: no complete answer after 50 ms");
    } finally {
      end.countDown();
    }
  }

  private StepOutcome warmUp(WarmUpPolicy policy, Loopback... nodes) {
    List<URI> targets = List.of(nodes).stream().map(Loopback::uri).toList();
    return probe.warmUp("green", V2, targets, policy, attempt);
  }
}
