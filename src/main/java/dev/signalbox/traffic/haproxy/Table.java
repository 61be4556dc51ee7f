package dev.signalbox.traffic.haproxy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the tables that HAProxy prints, by the names of their columns. */
final class Table {

  private Table() {}

  /**
   * The rows.
   *
   * @param text with a line that begins with {@code #} and names the columns
   * @param separator between two columns
   * @return empty where there is no such line
   */
  static List<Map<String, String>> rows(String text, String separator) {
    List<String> columns = List.of();
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("#")) {
        columns = List.of(line.substring(1).strip().split(separator, -1));
      } else if (!columns.isEmpty() && !line.isBlank()) {
        String[] values = line.split(separator, -1);
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(values.length, columns.size()); i++) {
          row.put(columns.get(i), values[i]);
        }
        row.put("", line);
        rows.add(row);
      }
    }
    return rows;
  }

  /** A count; zero where nothing is written. */
  static long number(@Nullable String text) {
    return text == null || text.isEmpty() ? 0 : Long.parseLong(text);
  }
}
