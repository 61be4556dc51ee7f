package dev.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.CapacityGuard.Answer;
import dev.signalbox.port.LoadBalancer.NodeState;
import dev.signalbox.port.LoadBalancer.Rotation;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CapacityGuardTest {

  private static final Answer ALLOWED = new Answer.Allowed();

  @Test
  void aDrainThatLeavesTheMinimumIsAllowed() {
    assertThat(drain(1, List.of("green-1"), serving("green-1"), serving("green-2")))
        .isEqualTo(ALLOWED);
  }

  @Test
  void aDrainBelowTheMinimumIsRefusedWithTheNumbers() {
    assertThat(drain(2, List.of("green-1"), serving("green-1"), serving("green-2")))
        .isEqualTo(
            refused(
                "draining green-1 would leave 1 of 2 nodes of green serving; the"
                    + " minimum is 2"));
  }

  @Test
  void nodesThatAreDrainedAlreadyDoNotCountAsServing() {
    assertThat(drain(1, List.of("green-1"), serving("green-1"), drained("green-2")))
        .isEqualTo(
            refused(
                "draining green-1 would leave 0 of 2 nodes of green serving; the"
                    + " minimum is 1"));
  }

  @Test
  void nodesThatAreIllDoNotCountAsServing() {
    assertThat(drain(1, List.of("green-1"), serving("green-1"), ill("green-2")))
        .isEqualTo(
            refused(
                "draining green-1 would leave 0 of 2 nodes of green serving; the"
                    + " minimum is 1"));
  }

  @Test
  void aWholeBatchIsCountedAtOnce() {
    List<String> batch = List.of("green-1", "green-2");
    assertThat(drain(1, batch, serving("green-1"), serving("green-2"), drained("green-3")))
        .isEqualTo(
            refused(
                "draining green-1 and green-2 would leave 0 of 3 nodes of green serving;"
                    + " the minimum is 1"));
    assertThat(drain(1, batch, serving("green-1"), serving("green-2"), serving("green-3")))
        .isEqualTo(ALLOWED);
  }

  @Test
  void aNodeThatServesNothingMayAlwaysBeDrained() {
    assertThat(drain(2, List.of("green-2"), serving("green-1"), ill("green-2"))).isEqualTo(ALLOWED);
    assertThat(drain(2, List.of("green-2"), drained("green-1"), drained("green-2")))
        .isEqualTo(ALLOWED);
  }

  @Test
  void aBatchWithOneServingNodeTakesSomething() {
    assertThat(drain(1, List.of("green-1", "green-2"), serving("green-1"), ill("green-2")))
        .isInstanceOf(Answer.Refused.class);
  }

  @Test
  void whatTheBalancerDoesNotKnowCannotBeCounted() {
    assertThat(drain(1, List.of("green-1"), serving("green-2"), serving("green-3")))
        .isEqualTo(
            refused(
                "the load balancer does not know green-1 in green, so what a drain would"
                    + " leave cannot be counted"));
    assertThat(drain(0, List.of("green-1"))).isInstanceOf(Answer.Refused.class);
  }

  private static Answer drain(int minimum, List<String> names, NodeState... nodes) {
    return CapacityGuard.mayDrain("green", List.of(nodes), names, minimum);
  }

  private static Answer refused(String reason) {
    return new Answer.Refused(reason);
  }

  private static NodeState serving(String node) {
    return new NodeState(node, Rotation.READY, true, OptionalInt.of(3));
  }

  private static NodeState ill(String node) {
    return new NodeState(node, Rotation.READY, false, OptionalInt.empty());
  }

  private static NodeState drained(String node) {
    return new NodeState(node, Rotation.DRAINED, true, OptionalInt.of(0));
  }
}
