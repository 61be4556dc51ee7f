package dev.signalbox.command;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.topology.Application;
import dev.signalbox.topology.Stage;
import dev.signalbox.topology.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What stands behind a verb, read from left to right: each method takes its words away, and {@link
 * #end} says whether any is left. All of them throw {@link Mistake}.
 */
final class Arguments {

  private static final int LONGEST_REASON = 500;
  private static final int LONGEST_LIST = 100;
  private static final int SHORTEST_TAIL = 2;
  private static final Pattern ID = Pattern.compile("#?(\\d+)");
  private static final Pattern UNIT =
      Pattern.compile("(m|min|minutes?|h|hours?|d|days?)", Pattern.CASE_INSENSITIVE);

  private final Verb verb;
  private final Vocabulary vocabulary;
  private final Options options;
  private final List<String> words;

  Arguments(Verb verb, List<String> typed, Vocabulary vocabulary) {
    this.verb = verb;
    this.vocabulary = vocabulary;
    this.options = Options.of(verb, typed);
    this.words = new ArrayList<>(options.words());
  }

  Version version() {
    if (words.isEmpty()) {
      throw new Mistake("Which version?");
    }
    String word = words.removeFirst();
    if (words.isEmpty() && Strategies.read(word).isPresent()) {
      throw new Mistake(Typed.quoted(word) + " is a strategy; the version stands before it.");
    }
    try {
      return new Version(word);
    } catch (IllegalArgumentException e) {
      throw new Mistake("The " + e.getMessage() + ".");
    }
  }

  Optional<Strategy> strategy() {
    Optional<String> word = word();
    word.filter(w -> !place(w).isEmpty())
        .ifPresent(
            w -> {
              throw new Mistake(Typed.quoted(w) + " is no strategy." + place(w));
            });
    return Strategies.of(word, options.value(Slot.STRATEGY));
  }

  Command.Where where() {
    return new Command.Where(application(), stage());
  }

  private Optional<Application> application() {
    return named(Slot.APPLICATION, "application", vocabulary.applicationNames(), Application::new);
  }

  private Optional<Stage> stage() {
    return named(Slot.STAGE, "stage", vocabulary.stageNames(), Stage::new);
  }

  private <T> Optional<T> named(
      Slot slot, String what, List<String> choices, Function<String, T> toName) {
    return options
        .value(slot)
        .map(
            typed -> {
              String name = typed.toLowerCase(Locale.ROOT);
              if (!choices.contains(name)) {
                throw new Mistake(
                    "There is no "
                        + what
                        + " "
                        + Typed.quoted(typed)
                        + "."
                        + Nearest.hint(name, choices, "")
                        + (choices.isEmpty()
                            ? " None is configured."
                            : " There is " + String.join(", ", choices) + "."));
              }
              return toName.apply(name);
            });
  }

  /** A number with or without {@code #}; whatever else stands there is left for the reason. */
  Optional<DeploymentId> id() {
    if (words.isEmpty() || !ID.matcher(words.getFirst()).matches()) {
      return Optional.empty();
    }
    String word = words.removeFirst();
    try {
      return Optional.of(new DeploymentId(Long.parseLong(word.replace("#", ""))));
    } catch (IllegalArgumentException e) {
      throw new Mistake(Typed.quoted(word) + " is no deployment's number: write 17 or #17.");
    }
  }

  int count(int unsaid) {
    if (words.isEmpty()) {
      return unsaid;
    }
    String word = words.removeFirst();
    try {
      int count = Integer.parseInt(word);
      if (count >= 1 && count <= LONGEST_LIST) {
        return count;
      }
    } catch (NumberFormatException e) {
      // The answer is the same as for a number out of range.
    }
    throw new Mistake(Typed.quoted(word) + " is not a number from 1 to " + LONGEST_LIST + ".");
  }

  /** Whether this word stands next; takes it if so. */
  boolean next(String word) {
    boolean there = !words.isEmpty() && words.getFirst().equalsIgnoreCase(word);
    if (there) {
      words.removeFirst();
    }
    return there;
  }

  /** The next word, taken, or empty. */
  Optional<String> word() {
    return words.isEmpty() ? Optional.empty() : Optional.of(words.removeFirst());
  }

  Command.Scope scope() {
    boolean everything = next("everything");
    Command.Where where = where();
    if (everything) {
      if (!where.equals(Command.Where.UNSAID)) {
        throw new Mistake("Everything has every application and stage in it: leave one out.");
      }
      return new Command.Scope.Everything();
    }
    return where.stage().isEmpty() && where.application().isPresent()
        ? new Command.Scope.OfApplication(where.application().get())
        : new Command.Scope.OfLane(where);
  }

  /** {@code for 2h} at the beginning or at the end of what is left. */
  Optional<Duration> time() {
    Optional<Duration> first = timeAt(0, SHORTEST_TAIL);
    Optional<Duration> last =
        timeAt(words.size() - SHORTEST_TAIL, SHORTEST_TAIL)
            .or(() -> timeAt(words.size() - SHORTEST_TAIL - 1, SHORTEST_TAIL + 1));
    if (first.isPresent() && last.isPresent()) {
      throw new Mistake("The time is given twice.");
    }
    return first.or(() -> last);
  }

  private Optional<Duration> timeAt(int from, int length) {
    if (from < 0 || from + length > words.size() || !words.get(from).equalsIgnoreCase("for")) {
      return Optional.empty();
    }
    List<String> tail = words.subList(from, from + length);
    String amount = tail.get(1);
    boolean spaced = length > SHORTEST_TAIL;
    if (!Character.isDigit(amount.charAt(0))
        || (spaced && !UNIT.matcher(tail.getLast()).matches())) {
      return Optional.empty();
    }
    Duration time = Span.read(spaced ? amount + tail.getLast() : amount);
    tail.clear();
    return Optional.of(time);
  }

  /** Everything that is left, as a reason; empty where nothing is. */
  String reason() {
    String reason = Typed.prose(words);
    int length = reason.codePointCount(0, reason.length());
    if (length > LONGEST_REASON) {
      throw new Mistake(
          "The reason has " + length + " characters: write at most " + LONGEST_REASON + ".");
    }
    words.clear();
    return reason;
  }

  /** Everything that is left, as the reason that there must be. */
  String neededReason() {
    String reason = reason();
    if (reason.isEmpty()) {
      throw new Mistake("/" + verb.word() + " needs a reason.");
    }
    return reason;
  }

  /** Refuses what is left. */
  void end() {
    if (!words.isEmpty()) {
      throw new Mistake(
          "There is more than /"
              + verb.word()
              + " takes: "
              + Typed.quoted(String.join(" ", words))
              + "."
              + place(words.getFirst()));
    }
  }

  /** What to write where somebody left out the key of an application or a stage, or nothing. */
  private String place(String word) {
    String name = word.toLowerCase(Locale.ROOT);
    if (verb.takes(Slot.STAGE) && vocabulary.stageNames().contains(name)) {
      return " Did you mean stage:" + name + "?";
    }
    return verb.takes(Slot.APPLICATION) && vocabulary.applicationNames().contains(name)
        ? " Did you mean app:" + name + "?"
        : "";
  }
}
