package dev.signalbox.traffic.haproxy;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The file from which HAProxy takes one backend's servers when it starts. It has only what we did:
 * servers that we drained, and servers that stand for the nodes of a server group. All others start
 * as HAProxy's configuration says.
 */
final class StartStates {
  private final Haproxy haproxy;

  StartStates(Haproxy haproxy) {
    this.haproxy = haproxy;
  }

  /**
   * Writes it.
   *
   * @param server which the ledger has as drained although it is in rotation still; empty for none
   * @return why it was not written; empty when it was
   */
  Optional<String> write(BackendView view, Ledger ledger, Optional<String> server) {
    String lines =
        view.servers().stream()
            .flatMap(row -> line(view, row, ledger, server).stream())
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    Path file = haproxy.instance().stateDirectory().resolve(view.name());
    return haproxy
        .files()
        .write(file, view.stateHeader() + lines)
        .map(problem -> haproxy.title() + ": " + problem);
  }

  private static Optional<String> line(
      BackendView view, ServerRow row, Ledger ledger, Optional<String> draining) {
    boolean ours = ledger.drainedByUs(view.name(), row.name());
    if (ours && (row.isOut() || draining.filter(row.name()::equals).isPresent())) {
      return Optional.of(row.drainedLine());
    }
    boolean member =
        ledger.at(view.name()).stream()
            .flatMap(group -> group.members().stream())
            .anyMatch(it -> it.server().equals(row.name()));
    return member ? Optional.of(row.readyLine()) : Optional.empty();
  }
}
