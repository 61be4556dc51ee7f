package dev.signalbox.command;

import dev.signalbox.deployment.Strategy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How people name the strategies; {@code blue-green order:primary-first} is one of the ways. */
final class Strategies {

  private static final String PRIMARY_FIRST = "primary-first";
  private static final String IDLE_FIRST = "idle-first";

  private Strategies() {}

  /** The words for what can be deployed with; a rollback is a command, not a strategy. */
  static List<String> words() {
    return Arrays.stream(Strategy.values())
        .filter(strategy -> !strategy.isRollback())
        .map(Strategy::word)
        .toList();
  }

  /** The values that {@code order:} takes. */
  static List<String> orders() {
    return List.of(IDLE_FIRST, PRIMARY_FIRST);
  }

  /** The strategy of this word, with or without hyphens. */
  static Optional<Strategy> read(String word) {
    String plain = plain(word);
    return Arrays.stream(Strategy.values())
        .filter(strategy -> !strategy.isRollback() && strategy.word().equals(plain))
        .findFirst();
  }

  /** The strategy that was typed, from its word and its order. */
  static Optional<Strategy> of(Optional<String> word, Optional<String> order) {
    Optional<Strategy> strategy = word.map(Strategies::known);
    if (order.isEmpty()) {
      return strategy;
    }
    Strategy ordered = ordered(order.get());
    if (strategy.isPresent()
        && strategy.get() != Strategy.BLUE_GREEN
        && strategy.get() != ordered) {
      throw new Mistake(
          "order: belongs to bluegreen; " + strategy.get().word() + " has only one order.");
    }
    return Optional.of(ordered);
  }

  private static Strategy known(String word) {
    return read(word)
        .orElseThrow(
            () ->
                new Mistake(
                    "There is no strategy "
                        + Typed.quoted(word)
                        + "."
                        + (plain(word).startsWith("rollback")
                            ? " To bring the old version back, write /rollback."
                            : Nearest.hint(plain(word), words(), ""))
                        + " There is "
                        + String.join(", ", words())
                        + "."));
  }

  private static Strategy ordered(String order) {
    return switch (plain(order)) {
      case "primaryfirst" -> Strategy.PRIMARY_FIRST;
      case "idlefirst" -> Strategy.BLUE_GREEN;
      default ->
          throw new Mistake(
              "There is no order "
                  + Typed.quoted(order)
                  + ": write order:idle-first or order:primary-first.");
    };
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }
}
