package dev.signalbox.lab.site;

import dev.signalbox.lab.http.JettyPlatform;
import dev.signalbox.lab.node.NodeIdentity;
import dev.signalbox.lab.node.NodeServer;
import dev.signalbox.lab.node.NodeStartException;
import dev.signalbox.lab.proxy.Health;
import dev.signalbox.lab.proxy.Router;
import dev.signalbox.lab.state.NodeState;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The node servers of one lane; the router hears of each start. Guarded by the lane's monitor. */
final class Machines {
  private final Premises premises;
  private final String application;
  private final LaneMemory memory;
  private final Router router;
  private final Health health;
  private final Map<String, Machine> machines = new LinkedHashMap<>();

  Machines(Premises premises, String application, LaneMemory memory, Router router, Health health) {
    this.premises = premises;
    this.application = application;
    this.memory = memory;
    this.router = router;
    this.health = health;
  }

  /** Sets a machine up that does not run yet, and tells the router of it. */
  Machine add(String cluster, NodeState state) {
    NodeIdentity identity = new NodeIdentity(application, cluster, state.name());
    NodeServer server =
        new NodeServer(
            premises.platform(), premises.timer(), identity, premises.latency(), state.port());
    Machine machine = new Machine(cluster, state.name(), server);
    machines.put(state.name(), machine);
    router.add(cluster, state.name(), address(server.port()), state.draining());
    return machine;
  }

  /** Starts a machine, remembers the port that it took, and has its health looked at. */
  void start(Machine machine, String version) throws NodeStartException {
    machine.server().start(version);
    int port = machine.server().port();
    memory.change(lane -> lane.withNode(machine.node, node -> node.atPort(port)));
    router.restarted(machine.node, address(port));
    var _ = health.checkNow(machine.node);
  }

  void remove(String cluster) {
    router.remove(cluster);
    of(cluster).forEach(machine -> machine.server().stop());
    machines.values().removeIf(machine -> machine.cluster.equals(cluster));
  }

  Optional<Machine> find(String node) {
    return Optional.ofNullable(machines.get(node));
  }

  Machine named(String node) {
    return find(node).orElseThrow(() -> new SiteProblem.Unknown("There is no node " + node + "."));
  }

  List<Machine> of(String cluster) {
    return machines.values().stream().filter(machine -> machine.cluster.equals(cluster)).toList();
  }

  List<Machine> all() {
    return List.copyOf(machines.values());
  }

  static URI address(int port) {
    return URI.create("http://%s:%d".formatted(JettyPlatform.LOOPBACK, port));
  }
}
