package dev.signalbox.fleet;

import dev.signalbox.port.Secret;
import dev.signalbox.port.Secrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words in braces, such as {@code {node}}, that stand for something in arguments, variables and
 * requests. {@code {secret:NAME}} stands for a secret.
 */
public final class Placeholders {

  /** What can be written. */
  public static final Set<String> NAMES =
      Set.of("node", "host", "version", "cluster", "application", "stage", "deployment");

  private static final Pattern WORD =
      Pattern.compile("\\{(?:(secret):)?([A-Za-z][A-Za-z0-9_.-]*)}");

  private Placeholders() {}

  /** The names in braces that stand for nothing, sorted. */
  public static Set<String> unknown(String template, Set<String> known) {
    Set<String> unknown = new TreeSet<>();
    for (MatchResult word : WORD.matcher(template).results().toList()) {
      if (word.group(1) == null && !known.contains(word.group(2))) {
        unknown.add(word.group(2));
      }
    }
    return unknown;
  }

  /** The names of the secrets that it asks for, sorted. */
  public static Set<String> secrets(String template) {
    Set<String> names = new TreeSet<>();
    WORD.matcher(template)
        .results()
        .filter(word -> word.group(1) != null)
        .forEach(word -> names.add(word.group(2)));
    return names;
  }

  /** The text with what the words stand for; one that stands for nothing is left as it is. */
  public static String fill(String template, Map<String, String> values) {
    return fill(template, values, _ -> Optional.empty());
  }

  /**
   * The text with secrets in it. Throws as {@link Secret#reveal} does.
   *
   * @param secrets where the secrets are
   */
  public static String fill(String template, Map<String, String> values, Secrets secrets) {
    return fill(template, values, name -> secrets.named(name).map(Secret::reveal));
  }

  private static String fill(
      String template, Map<String, String> values, Function<String, Optional<String>> secrets) {
    return WORD.matcher(template)
        .replaceAll(
            word -> {
              Optional<String> value =
                  word.group(1) == null
                      ? Optional.ofNullable(values.get(word.group(2)))
                      : secrets.apply(word.group(2));
              return Matcher.quoteReplacement(value.orElse(word.group()));
            });
  }

  /** Each of the texts filled. */
  public static List<String> fill(List<String> templates, Map<String, String> values) {
    return templates.stream().map(it -> fill(it, values)).toList();
  }

  /** Each of the values filled, with secrets. */
  public static Map<String, String> fill(
      Map<String, String> templates, Map<String, String> values, Secrets secrets) {
    Map<String, String> filled = new LinkedHashMap<>();
    templates.forEach((name, template) -> filled.put(name, fill(template, values, secrets)));
    return filled;
  }
}
