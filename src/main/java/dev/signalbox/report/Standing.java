package dev.signalbox.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is where, a line for each node; of very many, those that differ from the others. */
final class Standing {
  private static final int MANY = 16;
  private static final int FEW = 3;

  private Standing() {}

  static List<String> of(List<String> lines) {
    if (lines.size() <= MANY) {
      return lines.stream().map(Words::line).toList();
    }
    Map<String, List<String>> byState =
        lines.stream()
            .map(Words::line)
            .collect(
                Collectors.groupingBy(Standing::state, LinkedHashMap::new, Collectors.toList()));
    List<String> shown = new ArrayList<>();
    byState.forEach(
        (state, alike) -> {
          if (alike.size() <= FEW || state.isEmpty()) {
            shown.addAll(alike);
          } else {
            shown.add(Words.count(alike.size(), "node") + ": " + state);
          }
        });
    return shown.size() <= 2 * MANY ? shown : cut(shown);
  }

  private static List<String> cut(List<String> lines) {
    List<String> first = new ArrayList<>(lines.subList(0, 2 * MANY));
    first.add("… and " + Words.count(lines.size() - 2L * MANY, "more line") + "; /status has all");
    return first;
  }

  /** What stands after the node's name; empty for a line about something else. */
  private static String state(String line) {
    int colon = line.indexOf(": ");
    return colon < 0 || line.substring(0, colon).contains(" ") ? "" : line.substring(colon + 2);
  }
}
