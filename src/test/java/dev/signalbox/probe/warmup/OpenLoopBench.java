package dev.signalbox.probe.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.WarmUpPolicy;
import dev.signalbox.deployment.WarmUpPolicy.Load;
import dev.signalbox.deployment.WarmUpPolicy.WeightedPath;
import dev.signalbox.deployment.WarmUpReport;
import dev.signalbox.measured.Measurements;
import dev.signalbox.probe.Loopback;
import dev.signalbox.server.Needs;
import dev.signalbox.server.Programs;
import dev.signalbox.topology.Version;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    List<String> lines =
        new ArrayList<>(
            List.of(
                "A server on loopback that takes five milliseconds, "
                    + RATE
                    + " requests per second from "
                    + WORKERS
                    + " connections for "
                    + WINDOWS
                    + " s, in turn. hey keeps the rate by pausing each of its workers, and measures"
                    + " from when a request was sent; the warm-up measures from when it was to"
                    + " begin.",
                "",
                "| round | generator | requests per second | p50 ms | p95 ms | p99 ms |",
                "| --- | --- | --- | --- | --- | --- |"));
    try (Loopback node =
        Loopback.http(
            exchange -> {
              pause(never);
              Nodes.answer(exchange, 200);
            })) {
      ours(node);
      hey(node);
      for (int round = 1; round <= 3; round++) {
        lines.add("| " + round + " | warm-up | " + ours(node) + " |");
        lines.add("| " + round + " | hey | " + hey(node) + " |");
      }
    }
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "After a round that is not shown. Others worked on the machine too: its load was %.0f.",
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    Measurements.write("open-loop", "Warm-up at a rate, beside hey", lines);
  }

  private static void pause(CountDownLatch never) {
    try {
      var _ = never.await(5, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String ours(Loopback node) {
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
    return String.format(
        Locale.ROOT,
        "%.1f | %.1f | %.1f | %.1f",
        report.requests() / (report.took().toNanos() / 1e9),
        millis(report.all().p50()),
        millis(report.all().p95()),
        millis(report.all().p99()));
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }

  private static String hey(Loopback node) throws IOException, InterruptedException {
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
    assertThat(said).contains("[200]");
    return String.format(
        Locale.ROOT,
        "%.1f | %.1f | %.1f | %.1f",
        number(said, "Requests/sec:\\s+([\\d.]+)"),
        1_000 * number(said, "50%+ in ([\\d.]+) secs"),
        1_000 * number(said, "95%+ in ([\\d.]+) secs"),
        1_000 * number(said, "99%+ in ([\\d.]+) secs"));
  }

  private static double number(String said, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(said);
    assertThat(found.find()).as(pattern + " in " + said).isTrue();
    return Double.parseDouble(found.group(1));
  }
}
