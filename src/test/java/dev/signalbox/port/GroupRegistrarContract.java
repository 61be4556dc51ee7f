package dev.signalbox.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.LoadBalancer.NodeState;
import dev.signalbox.port.TrafficSwitch.Swapped;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Node;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every {@link GroupRegistrar} does, together with the switch and the balancer of the same
 * router. At the beginning one group is known, which is live.
 */
public abstract class GroupRegistrarContract {

  /** The registrar of one lane. */
  protected abstract GroupRegistrar registrar();

  /** The switch of the same lane. */
  protected abstract TrafficSwitch trafficSwitch();

  /** The balancer of the same lane. */
  protected abstract LoadBalancer balancer();

  /** The group that is known and live. */
  protected abstract String liveGroup();

  /** The name of a group that is not known. */
  protected abstract String newGroup();

  /** Two nodes that answer, and that no group has. */
  protected abstract List<Node> newNodes();

  /** A node at whose address nobody answers. */
  protected abstract Node deadNode();

  /** The node that really answers a user now, found out without the registrar. */
  protected abstract String answering() throws Exception;

  /** Begins a request to what is live that ends when the session is closed. */
  protected abstract AutoCloseable session() throws Exception;

  /** The line to the router. */
  protected abstract Line line();

  /** Ends the router as {@code kill -9} does, and starts it again. */
  protected abstract void killAndRestartRouter() throws Exception;

  private StepOutcome register(List<Node> nodes) {
    return registrar().register(newGroup(), nodes, PatientAttempt.longEnough());
  }

  private StepOutcome deregister(String group) {
    return registrar().deregister(group, PatientAttempt.longEnough());
  }

  private List<String> known() {
    return registrar().registered().stream().map(Cluster::name).toList();
  }

  private void assertKnown(String group, List<Node> nodes) {
    assertThat(registrar().registered())
        .filteredOn(cluster -> cluster.name().equals(group))
        .singleElement()
        .satisfies(cluster -> assertThat(cluster.nodes()).isEqualTo(nodes));
  }

  @Test
  void theLiveGroupIsKnown() {
    assertThat(known()).containsExactly(liveGroup());
    assertThat(trafficSwitch().read().cluster()).isEqualTo(liveGroup());
  }

  @Test
  void aRegisteredGroupIsKnownWithHealthyNodesAndTakesNoProduction() throws Exception {
    assertThat(register(newNodes())).isInstanceOf(StepOutcome.Done.class);

    assertKnown(newGroup(), newNodes());
    assertThat(balancer().nodes(newGroup()))
        .allMatch(NodeState::serves)
        .extracting(NodeState::node)
        .containsExactlyElementsOf(newNodes().stream().map(Node::name).toList());
    assertThat(trafficSwitch().read().cluster()).isEqualTo(liveGroup());
    assertThat(newNodes()).extracting(Node::name).doesNotContain(answering());
  }

  @Test
  void aRegisteredGroupCanBeSwappedTo() throws Exception {
    register(newNodes());

    assertThat(trafficSwitch().swap(liveGroup(), newGroup())).isInstanceOf(Swapped.Accepted.class);
    assertThat(trafficSwitch().read().cluster()).isEqualTo(newGroup());
    assertThat(newNodes()).extracting(Node::name).contains(answering());
  }

  @Test
  void registeringTwiceIsDone() {
    register(newNodes());

    assertThat(register(newNodes())).isInstanceOf(StepOutcome.Done.class);
    assertKnown(newGroup(), newNodes());
  }

  @Test
  void otherNodesUnderTheSameNameAreRefused() {
    register(newNodes());

    assertThat(register(newNodes().subList(0, 1))).isInstanceOf(StepOutcome.Failed.class);
    assertKnown(newGroup(), newNodes());
  }

  @Test
  void aNodeThatDoesNotAnswerIsNamedAndTheGroupCanBeForgotten() {
    StepOutcome outcome =
        registrar().register(newGroup(), List.of(deadNode()), PatientAttempt.brief());

    assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
    assertThat(outcome.line()).contains(deadNode().name());
    assertThat(deregister(newGroup())).isInstanceOf(StepOutcome.Done.class);
    assertThat(known()).containsExactly(liveGroup());
    assertThat(register(newNodes())).isInstanceOf(StepOutcome.Done.class);
  }

  @Test
  void aForgottenGroupIsGoneAndCanBeForgottenTwice() {
    register(newNodes());

    assertThat(deregister(newGroup())).isInstanceOf(StepOutcome.Done.class);
    assertThat(deregister(newGroup())).isInstanceOf(StepOutcome.Done.class);
    assertThat(known()).containsExactly(liveGroup());
    assertThat(balancer().nodes(newGroup())).isEmpty();
    assertThat(trafficSwitch().swap(liveGroup(), newGroup())).isInstanceOf(Swapped.Refused.class);
  }

  @Test
  void whatIsLiveIsNotForgotten() throws Exception {
    assertThat(deregister(liveGroup())).isInstanceOf(StepOutcome.Failed.class);

    assertThat(known()).containsExactly(liveGroup());
    assertThat(answering()).isNotBlank();
  }

  @Test
  void forgettingWaitsForWhatIsUnderWay() throws Exception {
    register(newNodes());
    try (ExecutorService engine = Executors.newVirtualThreadPerTaskExecutor()) {
      AutoCloseable session = session();
      trafficSwitch().swap(liveGroup(), newGroup());
      assertThat(registrar().deregister(liveGroup(), PatientAttempt.brief()))
          .isInstanceOf(StepOutcome.Failed.class);
      assertThat(known()).contains(liveGroup());

      Future<StepOutcome> forgetting = engine.submit(() -> deregister(liveGroup()));
      session.close();
      assertThat(forgetting.get()).isInstanceOf(StepOutcome.Done.class);
    }
    assertThat(known()).containsExactly(newGroup());
  }

  @Test
  void whatIsKnownOutlivesTheRouter() throws Exception {
    register(newNodes());
    trafficSwitch().swap(liveGroup(), newGroup());

    killAndRestartRouter();

    assertKnown(newGroup(), newNodes());
    assertThat(trafficSwitch().read().cluster()).isEqualTo(newGroup());
    assertThat(newNodes()).extracting(Node::name).contains(answering());
  }

  @Test
  void aRouterThatCannotBeAskedIsUnreachable() {
    line().cutOff();

    assertThatThrownBy(() -> register(newNodes())).isInstanceOf(PortFailure.Unreachable.class);
  }

  @Test
  void aRegistrationWhoseAnswerIsLostCanBeAskedForAgain() {
    line().loseNextAnswer();

    assertThatThrownBy(() -> register(newNodes())).isInstanceOf(PortFailure.OutcomeUnknown.class);
    assertThat(register(newNodes())).isInstanceOf(StepOutcome.Done.class);
    assertKnown(newGroup(), newNodes());
  }
}
