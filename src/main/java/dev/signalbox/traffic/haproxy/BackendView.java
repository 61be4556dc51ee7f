package dev.signalbox.traffic.haproxy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One backend, as one HAProxy sees it now.
 *
 * @param busy requests that are under way in it or wait in it
 * @param servers in the order of HAProxy's configuration
 * @param stateHeader what comes before the lines of {@code show servers state}
 */
record BackendView(String name, long busy, List<ServerRow> servers, String stateHeader) {

  /** Asks for it; empty where HAProxy has no such backend. */
  static Optional<BackendView> ask(Conversation conversation, String name) {
    String states = conversation.ask(RuntimeCommand.showServersState(name));
    List<Map<String, String>> rows = Table.rows(states, " ");
    if (!states.contains("# be_id")) {
      return Optional.empty();
    }
    Map<String, Map<String, String>> counters =
        Table.rows(conversation.ask(RuntimeCommand.showStat(name)), ",").stream()
            .collect(
                Collectors.toMap(row -> row.getOrDefault("svname", ""), row -> row, (a, _) -> a));
    List<ServerRow> servers =
        rows.stream()
            .map(
                row ->
                    ServerRow.of(
                        row,
                        row.getOrDefault("", ""),
                        counters.getOrDefault(row.getOrDefault("srv_name", ""), Map.of())))
            .toList();
    Map<String, String> whole = counters.getOrDefault("BACKEND", Map.of());
    String header =
        states.lines().takeWhile(l -> !l.startsWith("# be_id")).collect(Collectors.joining("\n"))
            + "\n"
            + states.lines().filter(l -> l.startsWith("# be_id")).findFirst().orElse("")
            + "\n";
    return Optional.of(
        new BackendView(
            name,
            Table.number(whole.get("scur")) + Table.number(whole.get("qcur")),
            servers,
            header));
  }

  /** The server of that name. */
  Optional<ServerRow> server(String server) {
    return servers.stream().filter(row -> row.name().equals(server)).findFirst();
  }

  /** Those that take requests. */
  long serving() {
    return servers.stream().filter(row -> !row.isOut() && row.health().passed()).count();
  }
}
