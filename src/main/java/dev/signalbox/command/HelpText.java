package dev.signalbox.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code /help} answers, line by line, in plain text. */
public final class HelpText {

  private HelpText() {}

  /** One aligned line for each command. */
  public static List<String> overview() {
    int width = Verb.words().stream().mapToInt(String::length).max().orElse(0) + 1;
    return Arrays.stream(Verb.values())
        .map(v -> String.format(Locale.ROOT, "%-" + width + "s  %s", "/" + v.word(), v.summary()))
        .toList();
  }

  /** How one command is written, what it does, who may say it, and what it looks like. */
  public static List<String> about(Verb verb) {
    List<String> lines = new ArrayList<>();
    lines.add(verb.usage());
    lines.add("/" + verb.word() + " " + verb.summary() + ".");
    if (verb.takes(Slot.STRATEGY)) {
      lines.add(
          "Strategies: "
              + String.join(", ", Strategies.words())
              + "; bluegreen also takes order: "
              + String.join(" or ", Strategies.orders())
              + ".");
    }
    lines.add("Who may: " + verb.whoMay() + ".");
    verb.examples().forEach(example -> lines.add("Example: " + example));
    return List.copyOf(lines);
  }

  /** {@link #about} for a topic of {@link Command.Help}, or {@link #overview} without one. */
  public static List<String> of(Optional<String> topic) {
    return topic.flatMap(Verb::of).map(HelpText::about).orElseGet(HelpText::overview);
  }
}
