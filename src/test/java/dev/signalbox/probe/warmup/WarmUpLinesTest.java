package dev.signalbox.probe.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.WarmUpPolicy;
import dev.signalbox.deployment.WarmUpPolicy.Load;
import dev.signalbox.deployment.WarmUpPolicy.WeightedPath;
import dev.signalbox.measured.Printed;
import dev.signalbox.probe.Loopback;
import dev.signalbox.topology.Version;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each way to warm up, once well and once not, and the lines that people read then. */
@Timeout(120)
class WarmUpLinesTest {
  private static final Duration PATIENT = Duration.ofSeconds(30);

  private final CountDownLatch never = new CountDownLatch(1);
  private final List<String> lines = new ArrayList<>();

  private Loopback slowAtFirst(int requests) {
    AtomicInteger asked = new AtomicInteger();
    return Loopback.http(
        exchange -> {
          if (asked.incrementAndGet() <= requests) {
            pause(120);
          }
          Nodes.answer(exchange, 200);
        });
  }

  private void pause(long millis) {
    try {
      var _ = never.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static WarmUpPolicy policy(Load load, Duration maxP95, Duration timeout) {
    return new WarmUpPolicy(
        List.of(new WeightedPath("/", 1)), load, maxP95, 0.01, timeout, Optional.empty());
  }

  private StepOutcome warmUp(URI node, WarmUpPolicy policy) {
    StepOutcome outcome =
        new HttpWarmUpProbe(System::nanoTime)
            .warmUp("green", new Version("v2"), List.of(node), policy, new TestAttempt());
    lines.add(outcome.line());
    return outcome;
  }

  @Test
  void theDocumentationShowsWhatIsReallySaid(@TempDir Path directory) throws IOException {
    Load inTurn = new Load.InTurn(400, 4);
    Load atRate = new Load.AtRate(50, 16, Duration.ofMillis(400), 2);
    Duration long95 = Duration.ofSeconds(5);
    try (Loopback node = slowAtFirst(8)) {
      assertThat(warmUp(node.uri(), policy(inTurn, long95, PATIENT)))
          .isInstanceOf(StepOutcome.Done.class);
    }
    try (Loopback node = slowAtFirst(8)) {
      assertThat(warmUp(node.uri(), policy(atRate, long95, PATIENT)))
          .isInstanceOf(StepOutcome.Done.class);
    }
    try (Loopback node = slowAtFirst(Integer.MAX_VALUE)) {
      Duration short95 = Duration.ofMillis(100);
      assertThat(warmUp(node.uri(), policy(atRate, short95, Duration.ofSeconds(4))))
          .isInstanceOf(StepOutcome.Failed.class);
    }
    try (Loopback node = Loopback.answering(500, "")) {
      assertThat(warmUp(node.uri(), policy(inTurn, long95, PATIENT)))
          .isInstanceOf(StepOutcome.Failed.class);
    }
    script(directory, "echo 'caches filled'; echo '{\"p95_ms\": 12.5, \"requests\": 3000}'");
    script(directory, "echo 'no catalogue'; exit 3");
    Printed.hold("warm-up.md", "outcomes", lines);
  }

  private void script(Path directory, String line) throws IOException {
    Path file = Files.writeString(directory.resolve("warm-up.sh"), line + "\n");
    WarmUpPolicy policy =
        new WarmUpPolicy(
            List.of(),
            new Load.InTurn(1, 1),
            PATIENT,
            0,
            PATIENT,
            Optional.of(List.of("sh", file.toString())));
    warmUp(URI.create("http://127.0.0.1:1"), policy);
  }
}
