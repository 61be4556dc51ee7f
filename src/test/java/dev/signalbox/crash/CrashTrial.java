package dev.signalbox.crash;

import dev.signalbox.access.AccessRules;
import dev.signalbox.crash.CrashPoint.Kind;
import dev.signalbox.deployment.JournalEvent.Recovered;
import dev.signalbox.lab.control.told.LaneTold;
import dev.signalbox.process.ChildJvm;
import dev.signalbox.process.LabProcess;
import dev.signalbox.process.WholeBot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One deployment during which the bot ends hard, and is started again. */
record CrashTrial(Scenario scenario, CrashPoint point) {
  private static final Duration AT_MOST = Duration.ofMinutes(4);
  private static final int USERS = 50;

  /** Reads {@link #toString}. */
  static CrashTrial parse(String text) {
    String[] parts = text.split("@", -1);
    return new CrashTrial(Scenario.valueOf(parts[0]), CrashPoint.parse(parts[1]));
  }

  @Override
  public String toString() {
    return scenario + "@" + point;
  }

  /**
   * What came of it.
   *
   * @param reached whether the bot ended before its time
   * @param count what was counted when it ended; may be more than was asked for, since one commit
   *     brings several entries
   * @param goneOn the time from the start after the crash until the deployment was taken up
   * @param problems what is not as it should be
   */
  record Result(
      CrashTrial trial,
      boolean reached,
      int count,
      Optional<Duration> goneOn,
      List<String> problems) {
    Result {
      problems = List.copyOf(problems);
    }

    boolean isBad() {
      return !problems.isEmpty();
    }

    @Override
    public String toString() {
      return "%s%s%s%s"
          .formatted(
              trial,
              reached ? " ended the bot at " + count : " did not end the bot",
              goneOn.map(it -> ", gone on after " + it.toMillis() + " ms").orElse(""),
              problems.isEmpty() ? "" : ":\n  " + String.join("\n  ", problems));
    }
  }

  Result run(LabProcess lab, Path directory) {
    lab.reset(scenario.lane());
    LaneTold before = lab.look(scenario.lane());
    long failed = lab.failed(scenario.lane());
    lab.trickle(scenario.lane(), USERS);
    boolean reached = runUntilItEnds(arguments(directory, lab, point), directory);
    Problems problems = new Problems();
    Instant again = Instant.now();
    try (WholeBot bot =
        WholeBot.start(arguments(directory, lab, CrashPoint.NEVER), Rigging.class)) {
      seeThrough(bot, problems);
      lab.trickle(scenario.lane(), 0);
      long users = lab.failed(scenario.lane()) - failed;
      problems.expect(
          users + " requests failed for users; in all: " + lab.seen(scenario.lane()),
          !scenario.happy() || users == 0);
      check(bot, lab.look(scenario.lane()), before, directory, problems);
      List<String> found = new ArrayList<>(problems.found());
      if (!found.isEmpty()) {
        found.add("the journal's end:\n" + JournalAftermath.tail(bot.stores()));
      }
      return new Result(this, reached, count(directory), goneOn(bot, again), found);
    }
  }

  private List<String> arguments(Path directory, LabProcess lab, CrashPoint end) {
    List<String> arguments = new ArrayList<>(scenario.arguments());
    arguments.add("--signalbox.lab.control-url=" + lab.control());
    arguments.add("--crash.trace=" + directory.resolve("trace"));
    arguments.add("--crash.point=" + end);
    return WholeBot.arguments(directory, arguments);
  }

  private boolean runUntilItEnds(List<String> arguments, Path directory) {
    List<String> all = new ArrayList<>(List.of(scenario.name()));
    all.addAll(arguments);
    try (ChildJvm child = ChildJvm.start(CrashingBot.class, directory, all)) {
      if (point.kind() == Kind.TIME) {
        child.await("the deployment", AT_MOST, CrashingBot.BEGUN::equals);
        boolean through = child.exit(Duration.ofMillis(point.millis())).isPresent();
        child.kill();
        return !through;
      }
      OptionalInt exit = child.exit(AT_MOST);
      if (exit.isPresent() && (exit.getAsInt() == Fuse.BLOWN || exit.getAsInt() == 0)) {
        return exit.getAsInt() == Fuse.BLOWN;
      }
      String why = exit.isPresent() ? child.output() : child.output() + "\n" + child.threads();
      throw new AssertionError(this + ": the bot came to " + exit + ":\n" + why);
    }
  }

  private static int count(Path directory) {
    return new Trace(directory.resolve("trace"))
        .lines().stream()
            .filter(it -> it.startsWith("ended at "))
            .mapToInt(it -> Integer.parseInt(it.substring("ended at ".length())))
            .findFirst()
            .orElse(0);
  }

  private void seeThrough(WholeBot bot, Problems problems) {
    FutureTask<Boolean> through = new FutureTask<>(() -> bot.seeThrough(scenario.decision()), true);
    Thread.ofVirtual().start(through);
    try {
      var _ = through.get(AT_MOST.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      problems.expect("it did not come to an end within " + AT_MOST, false);
    } catch (ExecutionException e) {
      problems.expect("it threw " + e.getCause(), false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted in the middle of " + this, e);
    }
  }

  private void check(
      WholeBot bot, LaneTold after, LaneTold before, Path directory, Problems problems) {
    new LabAftermath(scenario, before, after, problems).check();
    List<String> trace = new Trace(directory.resolve("trace")).lines();
    new EffectsAftermath(scenario, trace, problems).check();
    new JournalAftermath(scenario, bot.stores(), after.live(), problems).check();
    new ChannelAftermath(bot.stores(), bot.bean(AccessRules.class), problems).check();
  }

  /** The time until the deployment was taken up; empty where there was nothing left to do. */
  private static Optional<Duration> goneOn(WholeBot bot, Instant again) {
    return bot.stores().journal().after(0, Integer.MAX_VALUE).stream()
        .filter(it -> it.event() instanceof Recovered)
        .findFirst()
        .map(it -> Duration.between(again, it.at()));
  }
}
