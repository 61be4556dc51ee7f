package dev.signalbox.app;

import dev.signalbox.engine.LaneInspection;
import dev.signalbox.engine.LaneSpecs;
import dev.signalbox.operation.Inspections;
import dev.signalbox.port.ChatPlatform;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.Inspectable;
import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.topology.Lane;
import java.util.ArrayList;
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
      LaneSpecs specs,
      Equipment.Catalogue equipment,
      ObjectProvider<ChatPlatform> platforms,
      ObjectProvider<Besides> others) {
    Map<String, Inspectable> besides = new LinkedHashMap<>();
    platforms.orderedStream().forEach(p -> besides.put(p.platform(), _ -> List.of(finding(p))));
    // What is tried comes first: people mend the token before they wait for the posting.
    others
        .orderedStream()
        .forEach(other -> besides.merge(other.name(), other.inspectable(), (p, o) -> both(o, p)));
    return new Everything(specs, equipment, besides);
  }

  private static Inspectable both(Inspectable first, Inspectable second) {
    return limit -> {
      List<Finding> findings = new ArrayList<>(first.inspect(limit));
      findings.addAll(second.inspect(limit));
      return findings;
    };
  }

  /** How posting to a platform goes, as last seen. */
  private static Finding finding(ChatPlatform platform) {
    return switch (platform.health()) {
      case ChatPlatform.Health.Well(String state) -> new Finding.Good("posting", state);
      case ChatPlatform.Health.Troubled(String state, String remedy) ->
          new Finding.Bad("posting", state, remedy);
    };
  }
}
