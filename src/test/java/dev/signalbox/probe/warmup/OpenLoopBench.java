package dev.signalbox.probe.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.WarmUpPolicy;
import dev.signalbox.deployment.WarmUpPolicy.Load;
import dev.signalbox.deployment.WarmUpPolicy.WeightedPath;
import dev.signalbox.deployment.WarmUpReport;
import dev.signalbox.probe.Loopback;
import dev.signalbox.server.Needs;
import dev.signalbox.server.Programs;
import dev.signalbox.topology.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the generator measures beside hey at the same rate, of a server that takes five
 * milliseconds: {@code ./mvnw test -Pbench -Dtest=OpenLoopBench}.
 */
@Tag("bench")
@Needs(program = "hey", debianPackage = "hey")
class OpenLoopBench {

  private static final int RATE = 400;
  private static final int WORKERS = 20;
  private static final Duration WINDOW = Duration.ofSeconds(1);
  private static final int WINDOWS = 6;

  @Test
  void besideHey() throws IOException, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    try (Loopback node =
        Loopback.http(
            exchange -> {
              pause(never);
              Nodes.answer(exchange, 200);
            })) {
      for (int round = 1; round <= 2; round++) {
        ours(node);
        hey(node);
      }
    }
  }

  private static void pause(CountDownLatch never) {
    try {
      var _ = never.await(5, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void ours(Loopback node) {
    WarmUpPolicy policy =
        new WarmUpPolicy(
            List.of(new WeightedPath("/", 1)),
            new Load.AtRate(RATE, WORKERS, WINDOW, WINDOWS),
            Duration.ofSeconds(10),
            1,
            Duration.ofSeconds(30),
            Optional.empty());
    StepOutcome outcome =
        new HttpWarmUpProbe(System::nanoTime)
            .warmUp("node", new Version("v1"), List.of(node.uri()), policy, new TestAttempt());
    WarmUpReport report = ((StepOutcome.Done) outcome).warmUp().orElseThrow();
    System.out.printf(
        "ours: %.1f per second, p50 %.1f ms, p95 %.1f ms, p99 %.1f ms%n",
        report.requests() / (report.took().toNanos() / 1e9),
        millis(report.all().p50()),
        millis(report.all().p95()),
        millis(report.all().p99()));
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }

  private static void hey(Loopback node) throws IOException, InterruptedException {
    Process hey =
        new ProcessBuilder(
                Programs.path("hey"),
                "-z",
                WINDOWS + "s",
                "-c",
                Integer.toString(WORKERS),
                "-q",
                Integer.toString(RATE / WORKERS),
                node.uri() + "/")
            .redirectErrorStream(true)
            .start();
    String said = new String(hey.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(hey.waitFor()).isZero();
    said.lines()
        .filter(
            line ->
                line.contains("Requests/sec")
                    || line.contains("50% in")
                    || line.contains("95% in")
                    || line.contains("99% in"))
        .forEach(line -> System.out.println("hey: " + line.strip()));
  }
}
