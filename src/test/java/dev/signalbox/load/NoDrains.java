package dev.signalbox.load;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.LoadBalancer;
import dev.signalbox.topology.Node;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A bot whose load balancers say that they drained, and did not: users must notice that. */
@Configuration(proxyBeanMethods = false)
class NoDrains {

  @Bean
  static BeanPostProcessor doNotDrain() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof Equipment.Catalogue real ? withoutDrains(real) : bean;
      }
    };
  }

  private static Equipment.Catalogue withoutDrains(Equipment.Catalogue real) {
    Set<String> said = ConcurrentHashMap.newKeySet();
    return lane -> withoutDrains(real.of(lane), said);
  }

  private static Equipment withoutDrains(Equipment real, Set<String> said) {
    return new Equipment(
        real.trafficSwitch(),
        new Careless(real.loadBalancer(), said),
        real.installer(),
        real.provisioner(),
        real.meter(),
        real.probes());
  }

  /** Says of a node that it is drained, whatever the router says; the engine would notice. */
  private record Careless(LoadBalancer real, Set<String> said) implements LoadBalancer {
    @Override
    public List<NodeState> nodes(String cluster) {
      return real.nodes(cluster).stream()
          .map(
              node ->
                  said.contains(node.node())
                      ? new NodeState(
                          node.node(), Rotation.DRAINED, node.healthy(), OptionalInt.of(0))
                      : node)
          .toList();
    }

    @Override
    public StepOutcome drain(String cluster, Node node, Attempt attempt) {
      said.add(node.name());
      return StepOutcome.done("said to be drained");
    }

    @Override
    public StepOutcome restore(String cluster, Node node, Attempt attempt) {
      said.remove(node.name());
      return real.restore(cluster, node, attempt);
    }
  }
}
