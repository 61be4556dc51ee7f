package dev.signalbox.fleet.ssh;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.fleet.InstallCommands;
import dev.signalbox.fleet.NodeFacts;
import dev.signalbox.fleet.ProgramInstaller;
import dev.signalbox.fleet.ProgramInstaller.Delivery;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Inspectable;
import dev.signalbox.port.Installer;
import dev.signalbox.port.Secrets;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Installs versions by programs that run on the nodes themselves, over SSH. */
public final class SshInstaller implements Installer, Inspectable, AutoCloseable {

  /**
   * Where the nodes are.
   *
   * @param user the account on those whose own is not written
   * @param port the port of those
   * @param hosts by node, where another one than that of its address is meant: a name, a name and
   *     port, or {@code user@name:port}
   */
  public record Hosts(String user, int port, Map<String, String> hosts) {
    /** Copies the map. */
    public Hosts {
      hosts = Map.copyOf(hosts);
    }

    SshTarget of(Node node) {
      String host = NodeFacts.host(node);
      String own = hosts.get(node.name());
      return own == null ? new SshTarget(user, host, port) : SshTarget.parse(own, user, port);
    }
  }

  /** What is not configured: randomness and time. */
  public record Surroundings(Supplier<String> marks, LongSupplier nanoTicker) {}

  private static final Duration ANSWER = Duration.ofSeconds(15);

  private final SshConnections connections;
  private final NodeFacts facts;
  private final ProgramInstaller programs;

  /**
   * The installer of one lane.
   *
   * @param artifact brought to each node before an installation
   */
  public SshInstaller(
      SshSettings settings,
      Hosts hosts,
      InstallCommands commands,
      Optional<Artifact> artifact,
      NodeFacts facts,
      Secrets secrets,
      Surroundings surroundings) {
    this.connections = new SshConnections(settings);
    this.facts = facts;
    Nodes nodes = new Nodes(connections, hosts, surroundings.marks(), new ConcurrentHashMap<>());
    Delivery delivery =
        artifact.<Delivery>map(it -> new Upload(it, nodes::of)).orElse(Delivery.NOTHING);
    this.programs =
        new ProgramInstaller(commands, nodes, delivery, facts, secrets, surroundings.nanoTicker());
  }

  private record Nodes(
      SshConnections connections, Hosts hosts, Supplier<String> marks, Map<Node, SshMachine> known)
      implements ProgramInstaller.Machines {
    @Override
    public SshMachine of(Node node) {
      return known.computeIfAbsent(
          node, it -> new SshMachine(connections, hosts.of(it), marks, ANSWER));
    }

    @Override
    public String host(Node node) {
      return hosts.of(node).host();
    }
  }

  @Override
  public Optional<Version> installed(Node node) {
    return programs.installed(node);
  }

  @Override
  public StepOutcome install(Node node, Version version, Attempt attempt) {
    return programs.install(node, version, attempt);
  }

  @Override
  public StepOutcome uninstall(Node node, Attempt attempt) {
    return programs.uninstall(node, attempt);
  }

  @Override
  public List<Finding> inspect(Duration limit) {
    return programs.inspect(facts.nodes(), limit);
  }

  @Override
  public void close() {
    connections.close();
  }
}
