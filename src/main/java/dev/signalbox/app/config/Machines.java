package dev.signalbox.app.config;

import dev.signalbox.fleet.command.LocalMachine;
import dev.signalbox.fleet.ssh.SshConnections;
import dev.signalbox.fleet.ssh.SshMachine;
import dev.signalbox.fleet.ssh.SshSettings;
import dev.signalbox.fleet.ssh.SshTarget;
import dev.signalbox.port.Machine;
import dev.signalbox.traffic.haproxy.HaproxyFiles;
import dev.signalbox.traffic.haproxy.HaproxySettings;
import dev.signalbox.traffic.haproxy.LocalFiles;
import dev.signalbox.traffic.haproxy.MachineFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The machines that routers are on: this one, and those that are configured. The latter are made
 * when a part first asks for them, and shared by all that do; connections come later still.
 */
public final class Machines implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(15);

  /** How one is reached. */
  record Way(SshTarget target, SshSettings settings) {}

  private final Set<String> names;
  private final Map<String, Way> ways;
  private final Map<String, Machine> known = new HashMap<>();
  private final List<SshConnections> open = new ArrayList<>();

  /**
   * None is made yet.
   *
   * @param names all that are written, also those with which something is wrong
   */
  Machines(Set<String> names, Map<String, Way> ways) {
    this.names = new TreeSet<>(names);
    this.ways = Map.copyOf(ways);
  }

  /**
   * One that a part is configured with; empty where its name is wrong, which is then a problem.
   *
   * @param name null for this machine
   */
  Optional<Supplier<Machine>> chosen(Problems problems, String field, @Nullable String name) {
    if (name == null) {
      return Optional.of(LocalMachine::new);
    }
    if (names.isEmpty()) {
      problems.add(field, name, "nothing, or describe it below signalbox.machines");
      return Optional.empty();
    }
    return problems
        .oneOf(field, name, names)
        .filter(ways::containsKey)
        .map(known -> () -> named(known));
  }

  /** The files of an HAProxy. */
  HaproxyFiles files(HaproxySettings.Instance instance) {
    return instance
        .machine()
        .<HaproxyFiles>map(name -> new MachineFiles(named(name)))
        .orElseGet(LocalFiles::new);
  }

  private synchronized Machine named(String name) {
    return known.computeIfAbsent(
        name,
        _ -> {
          Way way = Optional.ofNullable(ways.get(name)).orElseThrow();
          SshConnections connections = new SshConnections(way.settings());
          open.add(connections);
          return new SshMachine(connections, way.target(), Machines::mark, ANSWER);
        });
  }

  private static String mark() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** Ends every connection. */
  @Override
  public synchronized void close() {
    open.forEach(SshConnections::close);
    open.clear();
    known.clear();
  }
}
