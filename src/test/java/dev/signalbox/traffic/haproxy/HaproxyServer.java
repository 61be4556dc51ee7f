package dev.signalbox.traffic.haproxy;

import dev.signalbox.port.PortFailure;
import dev.signalbox.server.Programs;
import dev.signalbox.server.ServerProcess;
import dev.signalbox.server.SshServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A real HAProxy of master and worker, which a test configures, reloads, kills and restarts. */
final class HaproxyServer implements AutoCloseable {
  /** The map as HAProxy knows it, relative to its directory: the same in every one. */
  static final String MAP = "map/live.map";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path directory;
  private final int port = ServerProcess.freePort();
  private final int runtime = ServerProcess.freePort();
  private final AtomicReference<Optional<ServerProcess>> process =
      new AtomicReference<>(Optional.empty());

  /** One that is not started yet; everything that it has is in the directory. */
  HaproxyServer(Path directory) {
    this.directory = directory;
    try {
      Files.createDirectories(states());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  /** Its runtime API over TCP. */
  HaproxyAddress overTcp() {
    return new HaproxyAddress.Tcp("127.0.0.1", runtime);
  }

  Path socket() {
    return directory.resolve("admin.sock");
  }

  Path masterSocket() {
    return directory.resolve("master.sock");
  }

  Path map() {
    return directory.resolve(MAP);
  }

  Path states() {
    return directory.resolve("states");
  }

  /** Writes the map and the configuration. */
  HaproxyServer configure(String live, String backends) {
    write(map(), "# Where production goes.\nshop " + live + "\nother elsewhere\n");
    write(
        directory.resolve("haproxy.cfg"),
        """
        global
          stats socket %s mode 600 level admin expose-fd listeners
          stats socket ipv4@127.0.0.1:%d level admin
          server-state-base %s
          hard-stop-after 10s
          nbthread 2
        defaults
          mode http
          timeout connect 2s
          timeout client 30s
          timeout server 30s
          timeout queue 2s
          timeout check 5s
          option httpchk GET /healthz
          default-server check inter 100ms rise 2 fall 3
          load-server-state-from-file local
          server-state-file-name
        frontend shop
          bind 127.0.0.1:%d
          use_backend %%[str(shop),map(%s,nowhere)]
        %s
        """
            .formatted(socket(), runtime, states(), port, MAP, backends));
    return this;
  }

  /** A backend with one server for each node, which can be wished for by its name. */
  static String backend(String name, List<TestNode> nodes) {
    String servers =
        nodes.stream()
            .map(
                node ->
                    "  use-server %1$s if { req.hdr(wish) -m str %1$s }\n  server %1$s 127.0.0.1:%2$d\n"
                        .formatted(node.name(), node.port()))
            .collect(Collectors.joining());
    return "backend " + name + "\n" + servers;
  }

  /** A backend for server groups. */
  static String slot(String name, int servers) {
    return "backend %s\n  server-template s 1-%d slot.invalid:1 disabled init-addr last,127.0.0.1\n"
        .formatted(name, servers);
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it, and waits until each server was checked. */
  HaproxyServer start() {
    List<String> argv =
        List.of(
            Programs.path("haproxy"),
            "-W",
            "-S",
            masterSocket().toString(),
            "-f",
            directory.resolve("haproxy.cfg").toString());
    process.set(Optional.of(ServerProcess.start(directory, argv, this::isChecked)));
    return this;
  }

  private boolean isChecked() {
    String stat = tryAsk("show stat -1 4 -1");
    // While the first check is under way it says "* INI".
    return !stat.isEmpty() && !stat.contains("INI,");
  }

  ServerProcess process() {
    return process.get().orElseThrow();
  }

  void kill() {
    process().kill();
  }

  /** Stops master and workers where they are, as {@code kill -STOP} does. */
  void freeze() {
    signal("-STOP");
  }

  /** Lets them go on. */
  void thaw() {
    signal("-CONT");
  }

  private void signal(String name) {
    List<String> argv = new ArrayList<>(List.of("kill", name, Long.toString(process().pid())));
    process().children().forEach(it -> argv.add(Long.toString(it.pid())));
    SshServer.run(argv.toArray(String[]::new));
  }

  void restart() {
    process().close();
    start();
  }

  /** Reloads it, and returns when a new worker answers. */
  void reload() {
    String before = pid();
    HaproxyAddress master = new HaproxyAddress.Unix(masterSocket());
    // A master that has just begun, or begun anew, does not listen yet.
    await("to take a reload", () -> takesReload(master));
    await("to have a new worker", () -> isChecked() && !pid().equals(before) && !pid().isEmpty());
  }

  private static boolean takesReload(HaproxyAddress master) {
    RuntimeCommand reload = new RuntimeCommand(List.of("reload"), true);
    try {
      Conversation.once(master, "master", Deadline.after(PATIENCE), reload);
      return true;
    } catch (PortFailure.Unreachable e) {
      return false;
    }
  }

  private String pid() {
    return tryAsk("show info")
        .lines()
        .filter(line -> line.startsWith("Pid: "))
        .findFirst()
        .orElse("");
  }

  /** Waits until something is so. */
  void await(String what, java.util.function.BooleanSupplier isSo) {
    process().await(what, PATIENCE, isSo);
  }

  /** What a person types at the socket, past any relay. */
  String ask(String line) {
    return look(it -> it.ask(new RuntimeCommand(List.of(line.split(" ", -1)), false)));
  }

  /** Talks at the socket, past any relay. */
  <T> T look(Function<Conversation, T> work) {
    try (Conversation conversation =
        Conversation.open(new HaproxyAddress.Unix(socket()), "HAProxy", Deadline.after(PATIENCE))) {
      return work.apply(conversation);
    }
  }

  private String tryAsk(String line) {
    try {
      return ask(line);
    } catch (PortFailure e) {
      return "";
    }
  }

  @Override
  public void close() {
    process.get().ifPresent(ServerProcess::close);
  }
}
