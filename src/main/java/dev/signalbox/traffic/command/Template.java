package dev.signalbox.traffic.command;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A program and its arguments, with places such as {@code {cluster}} in them. What is put there
 * stays within its argument, whatever it contains: no shell is between.
 */
public record Template(List<String> argv) {
  private static final Pattern PLACE = Pattern.compile("\\{([a-z-]+)}");

  /** Copies the arguments. */
  public Template {
    argv = List.copyOf(argv);
  }

  /** The names of all places. */
  public Set<String> places() {
    return argv.stream()
        .flatMap(it -> PLACE.matcher(it).results())
        .map(it -> it.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The arguments with these values; a place without a value stays as it is. */
  List<String> with(Map<String, String> values) {
    return argv.stream().map(it -> filled(it, values)).toList();
  }

  private static String filled(String argument, Map<String, String> values) {
    return PLACE.matcher(argument).replaceAll(place -> value(place, values));
  }

  private static String value(MatchResult place, Map<String, String> values) {
    return Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group()));
  }
}
