package dev.signalbox.chat.discord;

import dev.signalbox.command.Slot;
import dev.signalbox.command.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A slash command with its options, as the line that somebody would have typed. */
final class CommandLine {
  private CommandLine() {}

  /**
   * The line.
   *
   * @param subcommand of {@code /audit}; empty where there is none
   * @param option the value of an option, by its name
   */
  static String of(
      String name, Optional<String> subcommand, Function<String, Optional<String>> option) {
    List<String> words = new ArrayList<>(List.of("/" + name));
    if (subcommand.isPresent()) {
      audit(subcommand.get(), option, words);
    } else {
      Verb.of(name)
          .ifPresent(verb -> verb.slots().forEach(slot -> write(slot, verb, option, words)));
    }
    return String.join(" ", words);
  }

  /** The line of a button, completed by the reason that its form asked for. */
  static String withReason(String line, String reason) {
    return line.stripTrailing() + " " + (line.matches("/\\w+ #?\\d+ *") ? reason : safe(reason));
  }

  private static void audit(
      String subcommand, Function<String, Optional<String>> option, List<String> words) {
    if (!subcommand.equals(CommandSet.SHOW)) {
      words.add(subcommand);
    }
    option.apply(CommandSet.FORMAT).ifPresent(words::add);
    option.apply(CommandSet.DEPLOYMENT).ifPresent(words::add);
  }

  private static void write(
      Slot slot, Verb verb, Function<String, Optional<String>> option, List<String> words) {
    switch (slot) {
      case VERSION -> option.apply(CommandSet.VERSION).ifPresent(words::add);
      case STRATEGY -> option.apply(CommandSet.STRATEGY).ifPresent(words::add);
      case EVERYTHING ->
          option
              .apply(CommandSet.EVERYTHING)
              .filter("true"::equals)
              .ifPresent(_ -> words.add("everything"));
      case ID -> option.apply(CommandSet.DEPLOYMENT).ifPresent(words::add);
      case COUNT -> option.apply(CommandSet.COUNT).ifPresent(words::add);
      case APPLICATION ->
          option.apply(CommandSet.APPLICATION).ifPresent(v -> words.add("app:" + v));
      case STAGE -> option.apply(CommandSet.STAGE).ifPresent(v -> words.add("stage:" + v));
      case TOPIC -> option.apply(CommandSet.COMMAND).ifPresent(words::add);
      case WHY, WHY_OPTIONAL ->
          option
              .apply(CommandSet.REASON)
              .map(r -> namesNone(verb, option) ? safe(r) : r)
              .ifPresent(words::add);
      case TIME -> option.apply(CommandSet.TIME).ifPresent(v -> words.add("for " + v));
      case AUDIT -> throw new IllegalArgumentException("it has commands of its own");
    }
  }

  private static boolean namesNone(Verb verb, Function<String, Optional<String>> option) {
    return verb.takes(Slot.ID) && option.apply(CommandSet.DEPLOYMENT).isEmpty();
  }

  /** A reason that begins with a number must not be taken for the number of a deployment. */
  private static String safe(String reason) {
    return reason.strip().matches("(?s)#?\\d.*") ? "because " + reason.strip() : reason;
  }
}
