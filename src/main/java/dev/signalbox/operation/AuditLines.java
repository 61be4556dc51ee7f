package dev.signalbox.operation;

import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.report.EventWords;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes journal entries for people, as RFC 4180 CSV and as JSON Lines. */
final class AuditLines {
  static final String CSV_HEADER =
      "position,at,deployment,lane,person,account,kind,event,previous_hash,hash";

  private AuditLines() {}

  static String text(JournalEntry e) {
    return String.format(
        Locale.ROOT,
        "%d  %s  %s%s  %s",
        e.position(),
        Times.of(e.at()),
        e.deployment().map(d -> d + " ").orElse(""),
        e.actor(),
        EventWords.of(e.event()));
  }

  static String csv(JournalEntry e) {
    return columns(e).map(AuditLines::quoted).collect(Collectors.joining(","));
  }

  static String json(JournalEntry e) {
    return "{\"position\":"
        + e.position()
        + ",\"at\":"
        + Json.string(e.at().toString())
        + ",\"deployment\":"
        + e.deployment().map(d -> Long.toString(d.number())).orElse("null")
        + ",\"lane\":"
        + e.lane().map(l -> Json.string(l.toString())).orElse("null")
        + ",\"person\":"
        + Json.string(e.actor().person())
        + ",\"account\":"
        + Json.string(e.actor().account())
        + ",\"kind\":"
        + Json.string(e.event().kind())
        + ",\"event\":"
        + e.body()
        + ",\"previousHash\":"
        + Json.string(e.previousHash())
        + ",\"hash\":"
        + Json.string(e.hash())
        + "}";
  }

  private static Stream<String> columns(JournalEntry e) {
    return Stream.of(
        Long.toString(e.position()),
        e.at().toString(),
        e.deployment().map(d -> Long.toString(d.number())).orElse(""),
        e.lane().map(Object::toString).orElse(""),
        e.actor().person(),
        e.actor().account(),
        e.event().kind(),
        e.body(),
        e.previousHash(),
        e.hash());
  }

  /** Signs with which a spreadsheet lets a formula begin, the full-width ones too. */
  private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  /** Quotes for CSV; what a spreadsheet would take for a formula is defused. */
  private static String quoted(String text) {
    String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean needs = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return needs ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }
}
