package dev.signalbox.app;

import dev.signalbox.app.config.LabSettings;
import dev.signalbox.app.config.Setup;
import dev.signalbox.chat.page.TrafficView;
import dev.signalbox.engine.LaneSpecs;
import dev.signalbox.lab.LabClient;
import dev.signalbox.lab.LabEquipment;
import dev.signalbox.lab.LabServer;
import dev.signalbox.lab.LabTopology;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.Equipment.Probes;
import dev.signalbox.probe.http.HttpSmokeProbe;
import dev.signalbox.probe.warmup.HttpWarmUpProbe;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the lanes work with: the lab, inside this process or in one of its own. */
@Configuration(proxyBeanMethods = false)
class LabWiring {
  /** Long: a machine that is only busy must not look like a lab that is gone. */
  private static final Duration ANSWER = Duration.ofSeconds(15);

  /** The lab, and the way to it. */
  record Lab(Optional<LabServer> inside, LabClient client) implements AutoCloseable {
    @Override
    public void close() {
      client.close();
      inside.ifPresent(LabServer::close);
    }
  }

  @Bean
  Lab lab(Setup setup, InstantSource clock, ScheduledExecutorService timer) {
    LabSettings settings = setup.lab().orElseThrow(LabWiring::noRouter);
    Optional<LabServer> inside =
        settings.controlUrl().isPresent()
            ? Optional.empty()
            : Optional.of(new LabServer(settings.inside(), clock, timer, () -> {}));
    URI control = settings.controlUrl().orElseGet(() -> inside.orElseThrow().control());
    return new Lab(inside, new LabClient(control, ANSWER));
  }

  @Bean
  LaneSpecs laneSpecs(Setup setup, Lab lab) {
    return new LaneSpecs(setup.laneSpecs(new LabTopology(lab.client())::layout));
  }

  @Bean
  Equipment.Catalogue equipment(Lab lab) {
    Probes probes =
        new Probes(new HttpSmokeProbe(System::nanoTime), new HttpWarmUpProbe(System::nanoTime));
    return new LabEquipment(lab.client(), probes);
  }

  @Bean
  TrafficView trafficView(Lab lab, LaneSpecs specs, InstantSource clock) {
    return new LabTrafficView(lab.client(), specs, clock);
  }

  private static IllegalStateException noRouter() {
    return new IllegalStateException("no router is configured");
  }
}
