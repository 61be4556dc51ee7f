package dev.signalbox.fleet.ssh;

import dev.signalbox.server.SshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A real SSH server, and what is needed to get into it. */
final class SshWorld implements AutoCloseable {
  static final SshSettings.Pace PACE =
      new SshSettings.Pace(Duration.ofSeconds(10), Duration.ofSeconds(1));

  private static final AtomicLong MARKS = new AtomicLong();

  final SshServer server;
  final Path knownHosts;
  final SshTarget target;
  final SshConnections connections;

  private SshWorld(Path directory) throws IOException {
    server = SshServer.start(directory);
    target = new SshTarget(SshServer.USER, "127.0.0.1", server.port());
    knownHosts = directory.resolve("known_hosts");
    Files.writeString(knownHosts, server.knownHostsLine(target.knownAs(), "ed25519"));
    connections = new SshConnections(settings());
  }

  static SshWorld start(Path directory) throws IOException {
    return new SshWorld(directory);
  }

  SshSettings settings() {
    return new SshSettings(
        List.of(server.key()), Optional.empty(), Optional.empty(), knownHosts, List.of(), PACE);
  }

  SshMachine machine() {
    return machine(connections);
  }

  SshMachine machine(SshConnections over) {
    return new SshMachine(over, target, SshWorld::mark, Duration.ofSeconds(10));
  }

  static String mark() {
    return ProcessHandle.current().pid() + "x" + MARKS.incrementAndGet();
  }

  @Override
  public void close() {
    connections.close();
    server.close();
  }
}
