package dev.signalbox.crash;

import dev.signalbox.process.WholeBot;
import java.util.List;

/** Runs a scenario in a process of its own, until it is through or the process ends. */
public final class CrashingBot {
  /** Printed once the deployment is there. */
  static final String BEGUN = "the deployment has begun";

  private CrashingBot() {}

  /** Takes the scenario's name and the bot's arguments. */
  public static void main(String[] arguments) {
    List<String> all = List.of(arguments);
    Scenario scenario = Scenario.valueOf(all.getFirst());
    try (WholeBot bot = WholeBot.start(all.subList(1, all.size()), Rigging.class)) {
      if (scenario.prelude().isPresent()) {
        bot.command("deployer", scenario.prelude().get());
        bot.seeThrough("/approve");
      }
      bot.bean(Trace.class).begin();
      bot.bean(Fuse.class).arm(bot.stores().journal());
      bot.command("deployer", scenario.request());
      System.out.println(BEGUN);
      bot.seeThrough(scenario.decision());
    }
    System.exit(0);
  }
}
