package dev.signalbox.process;

import dev.signalbox.operation.Reception.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The whole bot in a process of its own, to be killed: each line is a person and what they say. */
final class BotToKill implements AutoCloseable {
  private static final Duration WITHIN = Duration.ofMinutes(2);

  private final ChildJvm process;

  private BotToKill(ChildJvm process) {
    this.process = process;
  }

  /** Started by {@link #start}. */
  public static void main(String[] arguments) throws IOException {
    WholeBot bot = WholeBot.start(List.of(arguments));
    System.out.println("ready");
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] words = line.split(" ", 2);
      Answer answer = bot.say(words[0], words[1]);
      System.out.println((answer.accepted() ? "accepted: " : "refused: ") + answer.text());
    }
    bot.close();
  }

  /** Starts it with what the bot is started with, and returns when it listens. */
  static BotToKill start(Path directory, List<String> arguments) {
    ChildJvm process = ChildJvm.start(BotToKill.class, directory, arguments);
    process.await("the bot", WITHIN, "ready"::equals);
    return new BotToKill(process);
  }

  /** Says what must not be refused. */
  void command(String person, String line) {
    process.say(person + " " + line);
    process.await(line, WITHIN, it -> it.startsWith("accepted: "));
  }

  /** Ends it with SIGKILL, and returns when it is gone. */
  void kill() {
    process.close();
  }

  @Override
  public void close() {
    process.close();
  }
}
