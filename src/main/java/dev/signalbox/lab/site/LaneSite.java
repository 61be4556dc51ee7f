package dev.signalbox.lab.site;

import dev.signalbox.lab.fault.Faults;
import dev.signalbox.lab.http.PortTakenException;
import dev.signalbox.lab.node.NodeStartException;
import dev.signalbox.lab.proxy.Health;
import dev.signalbox.lab.proxy.LaneProxy;
import dev.signalbox.lab.proxy.Router;
import dev.signalbox.lab.state.ClusterState;
import dev.signalbox.lab.state.LaneState;
import dev.signalbox.lab.state.Memory;
import dev.signalbox.lab.state.NodeState;
import dev.signalbox.lab.traffic.TrafficCounters;
import dev.signalbox.topology.Lane;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.client.HttpClient;

/** One lane of the lab: its machines, its proxy, and what can be done to them. */
public final class LaneSite implements AutoCloseable {
  private final LaneLayout layout;
  private final Monitor monitor = new Monitor();
  private final LaneMemory memory;
  private final TrafficCounters passed;
  private final LaneTraffic traffic;
  private final Machines machines;
  private final Installations installations;
  private final ServerGroups groups;
  private final LaneProxy proxy;

  /**
   * Starts the lane with what is remembered of it; what is not, runs the first version.
   *
   * @throws PortTakenException if a port that the layout names is taken
   */
  public LaneSite(
      LaneLayout layout, Premises premises, Memory memory, HttpClient checks, Faults faults) {
    this.layout = layout;
    String lane = layout.lane().toString();
    LaneState start = memory.put(lane, LaneStart.of(layout, memory.lane(lane)));
    this.memory = new LaneMemory(memory, lane);
    Router router = new Router(start.live());
    Health health = new Health(router, checks, premises.timer(), premises.checkInterval());
    this.passed = new TrafficCounters(premises.clock());
    this.traffic = new LaneTraffic(this.memory, monitor, router, health, passed);
    String application = layout.lane().application().name();
    this.machines = new Machines(premises, application, this.memory, router, health);
    this.installations = new Installations(premises, this.memory, monitor, machines, faults);
    this.groups = new ServerGroups(premises, this.memory, monitor, machines, faults);
    try {
      monitor.in(() -> start.clusters().forEach(this::switchOn));
      Map<String, String> doors =
          layout.byName().map(LaneLayout.UsersByName::addresses).orElse(Map.of());
      this.proxy =
          new LaneProxy(
              premises.platform(),
              new LaneProxy.Doors(lane, layout.port(), doors),
              router,
              health,
              passed);
    } catch (RuntimeException failure) {
      switchOff();
      throw failure;
    }
  }

  private void switchOn(ClusterState cluster) {
    for (NodeState node : cluster.nodes()) {
      Machine machine = machines.add(cluster.name(), node);
      if (node.running()) {
        node.version().ifPresent(version -> switchOn(machine, version));
      }
    }
  }

  /** A port that the layout names must be free; one that the lab chose can be chosen again. */
  private void switchOn(Machine machine, String version) {
    try {
      machines.start(machine, version);
    } catch (NodeStartException failure) {
      if (!(failure.getCause() instanceof PortTakenException taken)) {
        machine.ended(new Work.Failed(version, String.valueOf(failure.getMessage())));
      } else if (layout.names(machine.node)) {
        throw taken;
      } else {
        machine.server().forgetPort();
        switchOn(machine, version);
      }
    }
  }

  /** The lane. */
  public Lane lane() {
    return layout.lane();
  }

  /** The port where production traffic comes in, on loopback. */
  public int port() {
    return proxy.port();
  }

  /** How users find the lane, where they do so by a name. */
  public Optional<LaneLayout.UsersByName> byName() {
    return layout.byName();
  }

  /** What is remembered of the lane now. */
  public LaneState state() {
    return memory.state();
  }

  /** Where its traffic goes. */
  public LaneTraffic traffic() {
    return traffic;
  }

  /** What passed through its proxy. */
  public TrafficCounters passed() {
    return passed;
  }

  /** The installations on its nodes. */
  public Installations installations() {
    return installations;
  }

  /** Its server groups. */
  public ServerGroups groups() {
    return groups;
  }

  /** Its machines as such, to break them. */
  public Breakage breakage() {
    return new Breakage(monitor, machines);
  }

  @Override
  public void close() {
    proxy.close();
    switchOff();
  }

  private void switchOff() {
    monitor.in(() -> machines.all().forEach(machine -> machine.server().stop()));
  }
}
