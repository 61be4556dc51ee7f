package dev.signalbox.process;

import dev.signalbox.app.SignalboxMain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Signalbox as a user starts it, with the repository's own configuration, but without waiting. */
final class BotProcess {

  private static final List<String> AT_ONCE =
      List.of(
          "--server.port=0",
          "--signalbox.applications.shop.stages.staging.lab-port=0",
          "--signalbox.applications.shop.stages.production.lab-port=0",
          "--signalbox.applications.api.stages.production.lab-port=0",
          "--signalbox.applications.shop.watch.time=500ms",
          "--signalbox.applications.shop.watch.min-requests=5",
          "--signalbox.applications.shop.watch.max-p95=10s",
          "--signalbox.applications.shop.smoke.attempts=10",
          "--signalbox.applications.shop.warm-up.requests=20",
          "--signalbox.applications.shop.warm-up.max-p95=10s",
          "--signalbox.lab.pace=0s",
          "--signalbox.lab.latency=none",
          "--signalbox.lab.check-interval=100ms",
          "--signalbox.lab.trickle=50");

  private BotProcess() {}

  /**
   * Starts it.
   *
   * @param directory that it is started in; what it keeps is below
   * @param arguments go before what is otherwise set
   */
  static ChildJvm start(Path directory, String... arguments) {
    return ChildJvm.start(SignalboxMain.class, directory, all(arguments));
  }

  /** Starts it as another user, see {@link OtherUser}. */
  static ChildJvm startAs(OtherUser user, Path directory, String... arguments) {
    return ChildJvm.startBehind(
        user.program(), SignalboxMain.class, directory, all(arguments), List.of());
  }

  /** Has it try everything, as {@code signalbox check} does. */
  static ChildJvm check(Path directory, String... arguments) {
    List<String> words = new ArrayList<>(List.of("check"));
    words.addAll(all(arguments));
    return ChildJvm.start(SignalboxMain.class, directory, words);
  }

  private static List<String> all(String... arguments) {
    Path config = Path.of(System.getProperty("basedir"), "config");
    List<String> all = new ArrayList<>(AT_ONCE);
    all.add("--spring.config.additional-location=file:" + config + "/");
    for (String argument : arguments) {
      String name = argument.substring(0, argument.indexOf('=') + 1);
      all.removeIf(it -> it.startsWith(name));
      all.add(argument);
    }
    return all;
  }
}
