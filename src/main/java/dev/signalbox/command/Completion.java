package dev.signalbox.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What could be typed next, for the page and the terminal. */
public final class Completion {

  private static final String WORD_BOUNDARY = " ";

  private final Vocabulary vocabulary;

  /** Completes with the names of this vocabulary. */
  public Completion(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * The words that the line's last word can become, in the order of the usage; a line that ends in
   * a space has an empty last word. Empty where nothing is known, as for a version or a reason.
   */
  public List<String> complete(String prefixLine) {
    if (!prefixLine.startsWith("/") || prefixLine.length() > CommandParser.LONGEST_LINE) {
      return List.of();
    }
    List<String> words = Typed.words(prefixLine);
    boolean fresh = prefixLine.endsWith(WORD_BOUNDARY);
    String last = fresh || words.isEmpty() ? "" : words.getLast().toLowerCase(Locale.ROOT);
    List<String> before = fresh ? words : words.subList(0, Math.max(0, words.size() - 1));
    Stream<String> candidates =
        before.isEmpty()
            ? Verb.words().stream().map(word -> "/" + word)
            : Verb.of(before.getFirst()).stream()
                .flatMap(verb -> candidates(verb, before.subList(1, before.size())).stream());
    return candidates.filter(word -> word.startsWith(last) && !word.equals(last)).toList();
  }

  private List<String> candidates(Verb verb, List<String> before) {
    List<String> plain = before.stream().filter(word -> word.indexOf(':') < 0).toList();
    List<String> candidates = new ArrayList<>();
    for (Slot slot : verb.slots()) {
      candidates.addAll(
          switch (slot) {
            case STRATEGY -> plain.size() == 1 ? Strategies.words() : List.of();
            case EVERYTHING -> before.isEmpty() ? List.of("everything") : List.of();
            case AUDIT -> audit(before);
            case TOPIC -> before.isEmpty() ? Verb.words() : List.of();
            case APPLICATION -> option("app:", vocabulary.applicationNames(), before);
            case STAGE -> option("stage:", vocabulary.stageNames(), before);
            case VERSION, ID, COUNT, WHY, WHY_OPTIONAL, TIME -> List.<String>of();
          });
    }
    if (verb.takes(Slot.STRATEGY) && before.contains("bluegreen")) {
      candidates.addAll(option("order:", Strategies.orders(), before));
    }
    return candidates;
  }

  private static List<String> option(String key, List<String> names, List<String> before) {
    return before.stream().anyMatch(word -> word.startsWith(key))
        ? List.of()
        : names.stream().map(name -> key + name).toList();
  }

  private static List<String> audit(List<String> before) {
    if (before.isEmpty()) {
      return List.of("verify", "export");
    }
    return before.equals(List.of("export")) ? List.of("csv", "jsonl") : List.of();
  }
}
