package dev.signalbox.app;

import dev.signalbox.engine.LaneInspection;
import dev.signalbox.engine.LaneSpecs;
import dev.signalbox.operation.Inspections;
import dev.signalbox.port.ChatPlatform;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.Inspectable;
import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.topology.Lane;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@code /check} and {@code signalbox check} try. */
@Configuration(proxyBeanMethods = false)
class InspectionWiring {

  private record Everything(
      LaneSpecs specs, Equipment.Catalogue equipment, Map<String, Inspectable> besides)
      implements Inspections {
    @Override
    public Inspectable of(Lane lane) {
      return new LaneInspection(specs.of(lane), equipment.of(lane));
    }
  }

  @Bean
  Inspections inspections(
      LaneSpecs specs, Equipment.Catalogue equipment, ObjectProvider<ChatPlatform> platforms) {
    Map<String, Inspectable> besides = new LinkedHashMap<>();
    platforms
        .orderedStream()
        .forEach(
            platform ->
                besides.put(
                    platform.platform(),
                    platform instanceof Inspectable inspectable
                        ? inspectable
                        : _ -> List.of(finding(platform))));
    return new Everything(specs, equipment, besides);
  }

  /** How a platform is, that tries nothing for an inspection. */
  private static Finding finding(ChatPlatform platform) {
    return switch (platform.health()) {
      case ChatPlatform.Health.Well(String state) -> new Finding.Good("posting", state);
      case ChatPlatform.Health.Troubled(String state, String remedy) ->
          new Finding.Bad("posting", state, remedy);
    };
  }
}
