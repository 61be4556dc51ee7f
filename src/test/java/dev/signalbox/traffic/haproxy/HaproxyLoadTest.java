package dev.signalbox.traffic.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.TrafficSwitch.Swapped;
import dev.signalbox.server.Needs;
import dev.signalbox.server.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users on connections that they keep, while production moves to and fro below them. */
@Needs(program = "haproxy", debianPackage = "haproxy")
@Needs(program = "wrk", debianPackage = "wrk")
class HaproxyLoadTest {
  private static final int SWAPS = 50;

  private HaproxyWorld world;

  @BeforeEach
  void start(@TempDir Path directory) {
    world = HaproxyWorld.start(directory);
  }

  @AfterEach
  void end() {
    world.close();
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  /** What wrk says of the users who were there while this was done. */
  private String users(Work work) throws IOException, InterruptedException {
    Process wrk =
        new ProcessBuilder(
                Programs.path("wrk"),
                "-t1",
                "-c16",
                "-d600s",
                "http://127.0.0.1:" + world.haproxy.port() + "/")
            .redirectErrorStream(true)
            .start();
    try {
      work.run();
      assertThat(wrk.isAlive()).as("users are there until the end").isTrue();
      // As with Ctrl-C, upon which it says what it has measured.
      new ProcessBuilder("kill", "-INT", Long.toString(wrk.pid())).start().waitFor();
      return new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      wrk.destroyForcibly();
    }
  }

  private void swap(String from, String to) {
    assertThat(world.trafficSwitch().swap(from, to)).isInstanceOf(Swapped.Accepted.class);
    assertThat(world.trafficSwitch().settle(from, PatientAttempt.longEnough()))
        .isInstanceOf(StepOutcome.Done.class);
  }

  private void roll() {
    for (TestNode node : world.blue) {
      assertThat(world.balancer().drain("blue", node.node(), PatientAttempt.longEnough()))
          .isInstanceOf(StepOutcome.Done.class);
      assertThat(world.balancer().restore("blue", node.node(), PatientAttempt.longEnough()))
          .isInstanceOf(StepOutcome.Done.class);
    }
  }

  @Test
  void fiftySwapsAndTenRollingsCostNobodyARequest() throws Exception, InterruptedException {
    String said =
        users(
            () -> {
              for (int i = 0; i < SWAPS / 2; i++) {
                swap("blue", "green");
                swap("green", "blue");
              }
              for (int i = 0; i < 10; i++) {
                roll();
              }
            });

    System.Logger log = System.getLogger(HaproxyLoadTest.class.getName());
    log.log(System.Logger.Level.INFO, said);
    assertThat(said)
        .contains("requests in")
        .doesNotContain("Non-2xx")
        .doesNotContain("Socket errors");
  }

  @Test
  void whatUsersWouldSeeOfAMistakeIsSeen() throws Exception, InterruptedException {
    String said = users(this::aMistake);

    assertThat(said).contains("Non-2xx");
  }

  /** Users are sent to nobody, until some have seen it. */
  private void aMistake() {
    world.swapByHand("elsewhere");
    world.haproxy.await("to send users away", () -> sentAway() > SWAPS);
  }

  private long sentAway() {
    return Table.rows(world.byHand("show stat"), ",").stream()
        .filter(row -> "FRONTEND".equals(row.get("svname")) && "shop".equals(row.get("pxname")))
        .mapToLong(row -> Table.number(row.get("hrsp_5xx")))
        .sum();
  }

  /** Asked for, and answered by the new cluster: by us, and by one line of socat's. */
  @Test
  @Tag("bench")
  @Needs(program = "socat", debianPackage = "socat")
  void aSwapAgainstOneLineOnTheSocket() throws Exception, InterruptedException {
    List<Long> ours = new ArrayList<>();
    List<Long> line = new ArrayList<>();
    for (int i = 0; i < SWAPS; i++) {
      ours.add(until("green", () -> world.trafficSwitch().swap("blue", "green")));
      line.add(until("blue", () -> bySocat("shop-blue")));
      world.trafficSwitch().prepare(PatientAttempt.brief());
    }
    System.getLogger(HaproxyLoadTest.class.getName())
        .log(
            System.Logger.Level.INFO,
            "asked to first answer of the new cluster, median of %d: %d µs by us (looked, persisted, swapped, read back), %d µs by socat"
                .formatted(SWAPS, median(ours), median(line)));
    assertThat(median(ours)).isLessThan(1_000_000);
  }

  private long until(String cluster, Work swap) throws IOException, InterruptedException {
    long began = System.nanoTime();
    swap.run();
    while (!world.answering().startsWith(cluster)) {
      assertThat(System.nanoTime() - began).isLessThan(10_000_000_000L);
    }
    return (System.nanoTime() - began) / 1000;
  }

  private void bySocat(String backend) throws IOException, InterruptedException {
    Process socat =
        new ProcessBuilder(Programs.path("socat"), "-", "unix:" + world.haproxy.socket()).start();
    socat
        .getOutputStream()
        .write(
            ("set map " + HaproxyServer.MAP + " shop " + backend + "\n")
                .getBytes(StandardCharsets.UTF_8));
    socat.getOutputStream().close();
    assertThat(socat.waitFor()).isZero();
  }

  private static long median(List<Long> times) {
    Collections.sort(times);
    return times.get(times.size() / 2);
  }
}
