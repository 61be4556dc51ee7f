package dev.signalbox.deployment;

import dev.signalbox.deployment.Event.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes {@code docs/states.md} from the strategy tables. */
final class StatesPage {

  /** What brings the file up to date. */
  static final String COMMAND = "./mvnw test -Dtest=StatesPageTest -Ddocs.write=true";

  private static final Set<Kind> NOT_DRAWN =
      EnumSet.of(Kind.RESTARTED, Kind.OUTCOME_UNKNOWN, Kind.INCONCLUSIVE);

  private StatesPage() {}

  /** The whole page. */
  static String text() {
    return Stream.concat(
            Stream.of(introduction(), phases()),
            Arrays.stream(Strategy.values()).map(s -> strategy(s, s.table())))
        .collect(Collectors.joining("\n"));
  }

  private static String introduction() {
    return """
    # The states of a deployment

    <!-- Generated from the strategy tables. Do not edit; after a change of a table run
         %s -->

    A deployment is always in one phase. An *acting* phase runs steps, a *gate* waits for people, at
    *rest* it needs their attention, and a *final* phase is its end. What follows what is one table per
    strategy ([Strategy.java](../src/main/java/dev/signalbox/deployment/Strategy.java)); this page is
    made from those tables, and the build fails when it says something else.

    In the diagrams a gate has a bold edge and a final phase is dark. They leave out what is the same
    everywhere: a restart goes on in the phase that it finds; what only people can resolve rests in
    *needs attention*, and they lead out of there with `/retry`, `/rollback` or `/abandon`. The rows
    below each diagram leave out nothing. A refusal says "it" of the deployment.
    """
        .formatted(COMMAND);
  }

  private static String phases() {
    StringBuilder page = new StringBuilder("## Phases\n\n| phase | kind | the deployment… |\n");
    page.append("| --- | --- | --- |\n");
    for (Phase phase : Phase.values()) {
      row(page, code(phase), phase.kind().name().toLowerCase(Locale.ROOT), is(phase));
    }
    return page.toString();
  }

  /** One strategy's part; the table is given apart, so that a test can give another one. */
  static String strategy(Strategy strategy, StrategyTable table) {
    return "## "
        + strategy.word()
        + "\n\n"
        + diagram(table)
        + "\n"
        + rows(table)
        + "\n"
        + answers(strategy, table);
  }

  private static String diagram(StrategyTable table) {
    StringBuilder page = new StringBuilder("```mermaid\nstateDiagram-v2\n");
    for (Phase phase : table.phases()) {
      if (phase != Phase.NEEDS_ATTENTION && phase != Phase.ABANDONED) {
        page.append("    state \"")
            .append(phase.label())
            .append("\" as ")
            .append(phase)
            .append('\n');
      }
    }
    page.append("    [*] --> ").append(table.initial()).append('\n');
    edges(table).forEach((edge, label) -> page.append("    " + edge + " : " + label + "\n"));
    table.phases().stream()
        .filter(p -> p.isFinal() && p != Phase.ABANDONED)
        .forEach(p -> page.append("    ").append(p).append(" --> [*]\n"));
    page.append("    classDef gate stroke-width:3px,font-weight:bold\n");
    page.append("    classDef final fill:#777,color:#fff\n");
    classes(page, table, "gate", Phase.Kind.GATE);
    classes(page, table, "final", Phase.Kind.FINAL);
    return page.append("```\n").toString();
  }

  /** The arrows, those between the same two phases as one. */
  private static Map<String, String> edges(StrategyTable table) {
    Map<String, String> edges = new LinkedHashMap<>();
    table.transitions().stream()
        .filter(row -> row.source() != Phase.NEEDS_ATTENTION)
        .filter(row -> row.target() != Phase.NEEDS_ATTENTION)
        .filter(row -> !NOT_DRAWN.contains(row.event()) || row.source() == Phase.WATCHING)
        .filter(row -> row.source() != row.target())
        .forEach(
            row ->
                edges.merge(
                    row.source() + " --> " + row.target(), said(row), (a, b) -> a + ", " + b));
    return edges;
  }

  private static void classes(
      StringBuilder page, StrategyTable table, String name, Phase.Kind kind) {
    String members =
        table.phases().stream()
            .filter(p -> p.kind() == kind && p != Phase.ABANDONED)
            .map(Phase::name)
            .collect(Collectors.joining(","));
    if (!members.isEmpty()) {
      page.append("    class ").append(members).append(' ').append(name).append('\n');
    }
  }

  private static String rows(StrategyTable table) {
    StringBuilder page =
        new StringBuilder("| in | on | if | goes to |\n| --- | --- | --- | --- |\n");
    List<Phase> order = new ArrayList<>(table.phases());
    order.remove(Phase.NEEDS_ATTENTION);
    order.add(Phase.NEEDS_ATTENTION);
    List<Transition> sorted =
        table.transitions().stream()
            .sorted(Comparator.comparing(row -> order.indexOf(row.source())))
            .toList();
    for (Transition row : sorted) {
      row(page, code(row.source()), word(row.event()), row.guard().label(), code(row.target()));
    }
    return page.toString();
  }

  private static String answers(Strategy strategy, StrategyTable table) {
    StringBuilder page =
        new StringBuilder("| in | `/abort` | step failed | restart |\n| --- | --- | --- | --- |\n");
    for (Phase phase : table.phases()) {
      row(
          page,
          code(phase),
          answer(strategy, table, phase, Kind.ABORT),
          answer(strategy, table, phase, Kind.STEP_FAILED),
          answer(strategy, table, phase, Kind.RESTARTED));
    }
    return page.toString();
  }

  private static String answer(Strategy strategy, StrategyTable table, Phase phase, Kind event) {
    List<Transition> rows = table.rows(phase, event);
    return rows.isEmpty()
        ? "*" + Refusals.reason(strategy, phase, event) + "*"
        : rows.stream()
            .map(
                r ->
                    code(r.target())
                        + (r.guard().label().isEmpty() ? "" : " if " + r.guard().label()))
            .collect(Collectors.joining("; "));
  }

  private static void row(StringBuilder page, String... cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String said(Transition row) {
    String guard = row.guard().label();
    return word(row.event()).replace("`", "") + (guard.isEmpty() ? "" : " (" + guard + ")");
  }

  private static String code(Phase phase) {
    return "`" + phase + "`";
  }

  private static String is(Phase phase) {
    return switch (phase.kind()) {
      case ACTING, GATE -> "is " + phase.label();
      case RESTING, FINAL -> phase.label();
    };
  }

  private static String word(Kind event) {
    return switch (event) {
      case COMPLETED -> "completed";
      case STEP_FAILED -> "step failed";
      case OUTCOME_UNKNOWN -> "outcome unknown";
      case INCONCLUSIVE -> "inconclusive";
      case APPROVED -> "approved";
      case REJECTED -> "rejected";
      case EXPIRED -> "expired";
      case ABORT -> "`/abort`";
      case ROLL_BACK -> "`/rollback`";
      case RETRY -> "`/retry`";
      case ABANDON -> "`/abandon`";
      case RESTARTED -> "restart";
    };
  }
}
