package dev.signalbox.command;

import dev.signalbox.deployment.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line's words, with those written {@code key:value} taken out.
 *
 * <p>A lane that was meant, but not understood, must never turn into the channel's default lane: so
 * {@code app:} and {@code stage:} count wherever they stand, also behind a reason, and are refused
 * where the command does not take them. Any other word with a colon is a mistake, unless it is part
 * of a reason.
 *
 * @param values by key, each a word of the line as it was typed
 * @param words the others, in their order
 */
record Options(Map<String, String> values, List<String> words) {

  private static final Pattern OPTION = Pattern.compile("(\\p{L}[\\p{L}_-]*):(.*)");
  private static final Pattern NO_REASON_YET =
      Pattern.compile("#?\\d+|everything", Pattern.CASE_INSENSITIVE);
  private static final Map<String, Slot> KEYS =
      Map.of(
          "app", Slot.APPLICATION,
          "application", Slot.APPLICATION,
          "stage", Slot.STAGE,
          "order", Slot.STRATEGY);
  private static final Set<Slot> PLACES = Set.of(Slot.APPLICATION, Slot.STAGE);

  /** Takes the options of this verb out of the words behind it. */
  static Options of(Verb verb, List<String> typed) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> words = new ArrayList<>();
    for (String word : typed) {
      Optional<Slot> slot = slot(verb, word, words);
      if (slot.isEmpty()) {
        words.add(word);
      } else if (values.put(key(slot.get()), value(word)) != null) {
        throw new Mistake(key(slot.get()) + ": is given twice.");
      }
    }
    return new Options(values, List.copyOf(words));
  }

  /** The keys that the verb takes, each with its colon. */
  static List<String> keysOf(Verb verb) {
    return List.of("app:", "stage:", "order:").stream()
        .filter(key -> verb.takes(slotOf(key.substring(0, key.length() - 1)).orElseThrow()))
        .toList();
  }

  /** What this key was given, or empty. */
  Optional<String> value(Slot slot) {
    return Optional.ofNullable(values.get(key(slot)));
  }

  private static Optional<Slot> slot(Verb verb, String word, List<String> before) {
    Matcher matcher = OPTION.matcher(word);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    boolean prose = isProse(verb, before);
    Optional<Slot> slot = slotOf(matcher.group(1));
    if (matcher.group(2).isEmpty()) {
      return prose
          ? Optional.empty()
          : complain(
              Excerpt.of(matcher.group(1), 40)
                  + ": has nothing behind its colon; write it without a space.");
    }
    if (slot.isPresent() && verb.takes(slot.get())) {
      return slot;
    }
    if (slot.filter(PLACES::contains).isPresent()) {
      return complain("/" + verb.word() + " takes no " + matcher.group(1) + ":." + byNumber(verb));
    }
    return prose ? Optional.empty() : complain(unknownKey(verb, matcher.group(1)));
  }

  private static String unknownKey(Verb verb, String key) {
    List<String> keys = keysOf(verb);
    return Typed.quoted(key + ":")
        + " is nothing that /"
        + verb.word()
        + " takes."
        + Nearest.hint(key + ":", keys, "");
  }

  private static String byNumber(Verb verb) {
    return verb.takes(Slot.ID) ? " Name the deployment by its number, such as 17." : "";
  }

  private static Optional<Slot> complain(String reason) {
    throw new Mistake(reason);
  }

  /** Whether what follows these words may be part of a reason, where colons are free. */
  private static boolean isProse(Verb verb, List<String> before) {
    boolean hasReason = verb.takes(Slot.WHY) || verb.takes(Slot.WHY_OPTIONAL);
    return hasReason
        && (keysOf(verb).isEmpty() || !before.stream().allMatch(Options::isNoReasonYet));
  }

  private static boolean isNoReasonYet(String word) {
    return NO_REASON_YET.matcher(word).matches();
  }

  private static Optional<Slot> slotOf(String key) {
    return Optional.ofNullable(KEYS.get(key.toLowerCase(Locale.ROOT)));
  }

  private static String value(String word) {
    return word.substring(word.indexOf(':') + 1);
  }

  private static String key(Slot slot) {
    return switch (slot) {
      case APPLICATION -> "app";
      case STAGE -> "stage";
      case STRATEGY -> "order";
      default -> throw new IllegalArgumentException(slot + " is written without a key");
    };
  }
}
