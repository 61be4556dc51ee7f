package dev.signalbox.process;

import dev.signalbox.server.SshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** This machine under several names, each reached over a real SSH server. */
final class MachinesBehindSsh implements AutoCloseable {
  private final SshServer server;
  private final Path knownHosts;

  MachinesBehindSsh(Path directory) throws IOException {
    server = SshServer.start(Files.createDirectories(directory));
    knownHosts =
        Files.writeString(
            directory.resolve("known_hosts"),
            server.knownHostsLine("[127.0.0.1]:" + server.port(), "ed25519"));
  }

  /** What the bot is configured with, so that it knows machines of these names. */
  List<String> arguments(String... names) {
    List<String> arguments = new ArrayList<>();
    for (String name : names) {
      String machine = "--signalbox.machines." + name + ".";
      arguments.add(machine + "host=" + SshServer.USER + "@127.0.0.1:" + server.port());
      arguments.add(machine + "keys=" + server.key());
      arguments.add(machine + "known-hosts=" + knownHosts);
    }
    return arguments;
  }

  /** Gives what is below a directory to the account that the bot has there, and to its group. */
  static void own(Path directory) {
    SshServer.run("chown", "-R", SshServer.USER + ":", directory.toString());
  }

  /** Ends every connection, and starts again. */
  void restart() {
    server.restart();
  }

  @Override
  public void close() {
    server.close();
  }
}
