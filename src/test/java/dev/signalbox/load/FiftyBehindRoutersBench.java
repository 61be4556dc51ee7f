package dev.signalbox.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.load.Campaign.Kind;
import dev.signalbox.measured.Measurements;
import dev.signalbox.process.HaproxyInFront;
import dev.signalbox.process.LabProcess;
import dev.signalbox.process.NginxInFront;
import dev.signalbox.process.WholeBot;
import dev.signalbox.server.Needs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifty deployments and rollbacks by the whole bot behind HAProxy and behind nginx, with users of
 * wrk and of hey: {@code ./mvnw test -Pbench -Dtest=FiftyBehindRoutersBench}.
 */
@Tag("bench")
@Needs(program = "haproxy", debianPackage = "haproxy")
@Needs(program = "nginx", debianPackage = "nginx-light")
@Needs(program = "wrk", debianPackage = "wrk")
@Needs(program = "hey", debianPackage = "hey")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class FiftyBehindRoutersBench {
  private static final int DEPLOYMENTS = Integer.getInteger("deployments", 50);
  private static final int USERS = 16;
  private static final List<Kind> KINDS =
      List.of(Kind.BLUE_GREEN, Kind.BACK_TO_BLUE, Kind.ROLLING, Kind.NODE_BY_NODE_BACK);

  /** What the users of one program saw of some deployments. */
  private record Row(String who, int deployments, long reloads, long requests, long failed) {
    String line() {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %s | %,d | %,d | %s |",
          who,
          deployments,
          reloads == 0 ? "none" : "" + reloads,
          requests,
          failed,
          reloads == 0 ? "" : String.format(Locale.ROOT, "%.1f", (double) failed / reloads));
    }
  }

  @FunctionalInterface
  private interface Work {
    int run() throws IOException;
  }

  @Test
  void nobodyNoticesButForWhatAReloadCosts(@TempDir Path directory) throws IOException {
    List<Row> haproxy = behindHaproxy(directory.resolve("haproxy"));
    List<Row> nginx = behindNginx(directory.resolve("nginx"));
    List<String> lines = new ArrayList<>();
    lines.add("| users | deployments | reloads | requests | failed | per reload |");
    lines.add("| --- | --- | --- | --- | --- | --- |");
    haproxy.forEach(it -> lines.add(it.line()));
    nginx.forEach(it -> lines.add(it.line()));
    Measurements.write("behind-routers", "Fifty deployments behind HAProxy and nginx", lines);

    assertThat(haproxy).allMatch(it -> it.failed() == 0);
    Row hey = nginx.getFirst();
    Row wrk = nginx.get(1);
    Row control = nginx.getLast();
    assertThat(hey.failed()).as("hey sends a GET again").isZero();
    assertThat((double) wrk.failed() / wrk.reloads())
        .as("no more than reloads that change nothing cost")
        .isLessThanOrEqualTo(1.5 * control.failed() / control.reloads() + 1);
  }

  private List<Row> behindHaproxy(Path directory) throws IOException {
    try (LabProcess lab = LabProcess.start(directory.resolve("lab"), Duration.ofMillis(20));
        HaproxyInFront haproxy = new HaproxyInFront(directory.resolve("router"), lab);
        WholeBot bot = WholeBot.start(arguments(directory, lab, haproxy.arguments()))) {
      return List.of(
          hey("HAProxy, hey", haproxy.entrance(), () -> deploy(bot, 0), () -> 0),
          wrk("HAProxy, wrk", haproxy.entrance(), () -> deploy(bot, 1), () -> 0));
    }
  }

  private List<Row> behindNginx(Path directory) throws IOException {
    try (LabProcess lab = LabProcess.start(directory.resolve("lab"), Duration.ofMillis(20));
        NginxInFront nginx = new NginxInFront(directory.resolve("router"), lab);
        WholeBot bot = WholeBot.start(arguments(directory, lab, nginx.arguments()))) {
      Row hey = hey("nginx, hey", nginx.entrance(), () -> deploy(bot, 0), () -> changes(nginx));
      Row wrk = wrk("nginx, wrk", nginx.entrance(), () -> deploy(bot, 1), () -> changes(nginx));
      int reloads = Math.toIntExact(Math.min(wrk.reloads(), 100));
      Row control =
          wrk(
              "control: reloads of nginx that change nothing, wrk",
              nginx.entrance(),
              () -> reload(nginx, reloads),
              () -> 0);
      return List.of(
          hey, wrk, new Row(control.who(), 0, reloads, control.requests(), control.failed()));
    }
  }

  private static int changes(NginxInFront nginx) throws IOException {
    return Math.toIntExact(nginx.changes());
  }

  private static int reload(NginxInFront nginx, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      nginx.reloadByHand();
      // As far apart as the bot's are: each is waited for until a user is answered again.
      nginx.version();
    }
    return 0;
  }

  private static List<String> arguments(Path directory, LabProcess lab, List<String> router) {
    List<String> arguments = new ArrayList<>(router);
    arguments.add("--signalbox.lab.control-url=" + lab.control());
    arguments.add("--signalbox.applications.shop.watch.min-requests=0");
    return WholeBot.arguments(directory, arguments);
  }

  private static int deploy(WholeBot bot, int series) {
    for (int i = 0; i < DEPLOYMENTS; i++) {
      Kind kind = KINDS.get(i % KINDS.size());
      assertThat(Campaign.deploy(bot, kind, "v" + (series * DEPLOYMENTS + i + 2))).isEmpty();
    }
    return DEPLOYMENTS;
  }

  private static Row hey(String who, URI entrance, Work work, Work reloads) throws IOException {
    int before = reloads.run();
    try (Users users = Users.begin(entrance, USERS, 0)) {
      int deployments = work.run();
      Users.Seen seen = users.end();
      return new Row(
          who, deployments, reloads.run() - before, seen.answered() + seen.failed(), seen.failed());
    }
  }

  private static Row wrk(String who, URI entrance, Work work, Work reloads) throws IOException {
    int before = reloads.run();
    try (WrkUsers users = WrkUsers.begin(entrance, USERS)) {
      int deployments = work.run();
      WrkUsers.Seen seen = users.end();
      return new Row(who, deployments, reloads.run() - before, seen.requests(), seen.failed());
    }
  }
}
