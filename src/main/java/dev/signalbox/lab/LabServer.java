package dev.signalbox.lab;

import dev.signalbox.lab.control.ControlServer;
import dev.signalbox.lab.control.Lanes;
import dev.signalbox.lab.fault.Faults;
import dev.signalbox.lab.http.JettyPlatform;
import dev.signalbox.lab.site.LaneSite;
import dev.signalbox.lab.site.Premises;
import dev.signalbox.lab.site.Site;
import dev.signalbox.lab.state.Memory;
import dev.signalbox.lab.state.StateFile;
import dev.signalbox.lab.traffic.TrafficCounters;
import dev.signalbox.lab.trickle.AddressQuestion;
import dev.signalbox.lab.trickle.NamedEntrance;
import dev.signalbox.lab.trickle.Trickle;
import dev.signalbox.topology.Lane;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * A running on-premise lab: nodes, a reverse proxy for each lane, users, and the control API.
 *
 * <p>The bot speaks to it over the control API only, whether it runs inside the bot's process or in
 * one of its own.
 */
public final class LabServer implements AutoCloseable {
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final Premises premises;
  private final Site site;
  private final ControlServer control;

  /**
   * Starts a lab, and returns when every node that is healthy takes traffic.
   *
   * @param timer runs what happens later; not shut down by {@link #close}
   * @param shutdown what a request over the control API to end the lab does; must return at once
   * @throws dev.signalbox.lab.http.PortTakenException if a port is taken
   * @throws dev.signalbox.lab.state.LabStateException if the state cannot be read, or another lab
   *     holds it
   */
  public LabServer(
      LabConfig config, InstantSource clock, ScheduledExecutorService timer, Runnable shutdown) {
    try {
      StateFile file = keep(new StateFile(config.stateDirectory()));
      JettyPlatform platform = keep(new JettyPlatform());
      LabConfig.Tempo tempo = config.tempo();
      Faults faults = new Faults();
      premises =
          new Premises(
              platform, timer, clock, tempo.latency(), tempo.pace(), tempo.checkInterval());
      site = keep(new Site(config.lanes(), premises, new Memory(file), faults));
      site.lanes().forEach(lane -> lane.traffic().checkHealth());
      Lanes lanes = new Lanes(site, trickles(config.trickle()));
      control = keep(new ControlServer(platform, config.controlPort(), lanes, faults, shutdown));
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    running.push(part);
    return part;
  }

  private Map<String, Trickle> trickles(int rate) {
    HttpClient users =
        premises.platform().client(Duration.ofSeconds(2), Duration.ofSeconds(30), 64);
    LifeCycle.start(users);
    running.push(() -> LifeCycle.stop(users));
    Map<String, Trickle> trickles = new LinkedHashMap<>();
    for (LaneSite lane : site.lanes()) {
      TrafficCounters seen = new TrafficCounters(premises.clock());
      Trickle trickle = keep(new Trickle(entranceOfUsers(lane), users, premises.timer(), seen));
      trickle.rate(rate);
      trickles.put(lane.lane().toString(), trickle);
    }
    return trickles;
  }

  private Supplier<URI> entranceOfUsers(LaneSite lane) {
    URI entrance = entrance(lane);
    return lane.byName()
        .<Supplier<URI>>map(
            it ->
                new NamedEntrance(
                    new AddressQuestion(it.host(), it.resolver()), entrance, premises.clock()))
        .orElse(() -> entrance);
  }

  private static URI entrance(LaneSite lane) {
    return URI.create("http://%s:%d".formatted(JettyPlatform.LOOPBACK, lane.port()));
  }

  /** Where the control API is. */
  public URI control() {
    return URI.create("http://%s:%d".formatted(JettyPlatform.LOOPBACK, control.port()));
  }

  /** Where production traffic of each lane comes in, in the order of the configuration. */
  public Map<Lane, URI> entrances() {
    Map<Lane, URI> entrances = new LinkedHashMap<>();
    site.lanes().forEach(lane -> entrances.put(lane.lane(), entrance(lane)));
    return entrances;
  }

  /** Ends everything, the latest first; what is remembered stays in the state directory. */
  @Override
  public synchronized void close() {
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception failure) {
        throw new IllegalStateException("The lab did not end cleanly", failure);
      }
    }
  }
}
