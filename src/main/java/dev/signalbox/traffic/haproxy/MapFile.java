package dev.signalbox.traffic.haproxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A map's file as text: a key, blanks and a value on each line, {@code #} before a comment. What is
 * not ours in it stays as it is.
 */
record MapFile(String text) {

  private static final Pattern ENTRY =
      Pattern.compile("\\s*(?<key>[^#\\s]\\S*)\\s+(?<value>.*?)\\s*");

  /** The value of a key; empty where it is not there. The first line counts, as for HAProxy. */
  Optional<String> value(String key) {
    return text.lines()
        .map(ENTRY::matcher)
        .filter(line -> line.matches() && line.group("key").equals(key))
        .map(line -> line.group("value"))
        .findFirst();
  }

  /** The same file with another value for a key, on one line. */
  MapFile with(String key, String value) {
    List<String> lines = new ArrayList<>();
    boolean there = false;
    for (String line : text.lines().toList()) {
      Matcher entry = ENTRY.matcher(line);
      if (!entry.matches() || !entry.group("key").equals(key)) {
        lines.add(line);
      } else if (!there) {
        lines.add(key + " " + value);
        there = true;
      }
    }
    if (!there) {
      lines.add(key + " " + value);
    }
    return new MapFile(String.join("\n", lines) + "\n");
  }
}
