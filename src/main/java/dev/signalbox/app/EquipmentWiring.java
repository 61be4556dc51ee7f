package dev.signalbox.app;

import dev.signalbox.app.config.LabSettings;
import dev.signalbox.app.config.LaneSetup;
import dev.signalbox.app.config.Part;
import dev.signalbox.app.config.Setup;
import dev.signalbox.chat.page.TrafficView;
import dev.signalbox.engine.LaneSpecs;
import dev.signalbox.fleet.command.LocalMachine;
import dev.signalbox.lab.LabClient;
import dev.signalbox.lab.LabEquipment;
import dev.signalbox.lab.LabServer;
import dev.signalbox.lab.LabTopology;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.Equipment.Probes;
import dev.signalbox.port.SmokeProbe;
import dev.signalbox.probe.SmokeRound;
import dev.signalbox.probe.command.CommandSmokeProbe;
import dev.signalbox.probe.dns.DnsSmokeProbe;
import dev.signalbox.probe.http.HttpSmokeProbe;
import dev.signalbox.probe.tcp.TcpSmokeProbe;
import dev.signalbox.probe.warmup.HttpWarmUpProbe;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the lanes work with: what is configured, and the lab, in this process or in its own. */
@Configuration(proxyBeanMethods = false)
class EquipmentWiring {
  /** Long: a machine that is only busy must not look like a lab that is gone. */
  private static final Duration ANSWER = Duration.ofSeconds(15);

  /**
   * The lab, where there is one, and the way to it.
   *
   * @param inside the lab itself, where it is in this process
   */
  record Lab(Optional<LabServer> inside, Optional<LabClient> client) implements AutoCloseable {
    @Override
    public void close() {
      client.ifPresent(LabClient::close);
      inside.ifPresent(LabServer::close);
    }
  }

  @Bean
  Lab lab(Setup setup, InstantSource clock, ScheduledExecutorService timer) {
    if (setup.lab().isEmpty()) {
      return new Lab(Optional.empty(), Optional.empty());
    }
    LabSettings settings = setup.lab().get();
    Optional<LabServer> inside =
        settings.controlUrl().isPresent()
            ? Optional.empty()
            : Optional.of(new LabServer(settings.inside(), clock, timer, () -> {}));
    URI control = settings.controlUrl().orElseGet(() -> inside.orElseThrow().control());
    return new Lab(inside, Optional.of(new LabClient(control, ANSWER)));
  }

  @Bean
  LaneSpecs laneSpecs(Setup setup, Lab lab) {
    return new LaneSpecs(
        setup.laneSpecs(lane -> new LabTopology(lab.client().orElseThrow()).layout(lane)));
  }

  @Bean
  Premises premises(
      Setup setup, LaneSpecs specs, Lab lab, InstantSource clock, ScheduledExecutorService timer) {
    Probes probes = new Probes(smoke(), new HttpWarmUpProbe(System::nanoTime));
    Optional<Equipment.Catalogue> inLab =
        lab.client().map(client -> new LabEquipment(client, probes));
    Premises premises = new Premises(inLab, probes, setup.machines());
    for (LaneSetup lane : setup.lanes()) {
      premises.equip(lane.equipment(), new Part.Site(specs.of(lane.lane()), clock, timer));
    }
    return premises;
  }

  private static SmokeProbe smoke() {
    return new SmokeRound(
        new HttpSmokeProbe(System::nanoTime),
        new TcpSmokeProbe(System::nanoTime),
        new DnsSmokeProbe(System::nanoTime),
        new CommandSmokeProbe(new LocalMachine(), System::nanoTime));
  }

  @Bean
  TrafficView trafficView(
      Lab lab, LaneSpecs specs, Equipment.Catalogue equipment, InstantSource clock) {
    return lab.client()
        .<TrafficView>map(client -> new LabTrafficView(client, specs, equipment, clock))
        .orElse(TrafficView.NONE);
  }
}
