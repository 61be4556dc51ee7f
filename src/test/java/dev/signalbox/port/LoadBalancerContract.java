package dev.signalbox.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.LoadBalancer.NodeState;
import dev.signalbox.port.LoadBalancer.Rotation;
import dev.signalbox.topology.Node;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link LoadBalancer} does. At the beginning all nodes are healthy and in rotation. */
public abstract class LoadBalancerContract {
  private static final int MANY = 40;
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

  /** The balancer of one lane. */
  protected abstract LoadBalancer balancer();

  /** A cluster with two nodes or more. */
  protected abstract String cluster();

  /** Its nodes. */
  protected abstract List<Node> nodes();

  /** Sends one request to the cluster through the balancer; returns the node that answered. */
  protected abstract String ask() throws Exception;

  /**
   * Begins a request that this node is answering until the session is closed. Where the balancer
   * counts none, this does nothing, and a drain takes longer than {@link PatientAttempt#brief}.
   */
  protected abstract AutoCloseable sessionAt(Node node) throws Exception;

  /** Makes a node's health check fail, and returns when the balancer knows. */
  protected abstract void makeUnhealthy(Node node) throws Exception;

  /** Whether the balancer by itself keeps requests from an unhealthy node in rotation. */
  protected boolean avoidsUnhealthyNodes() {
    return true;
  }

  /** The line to the balancer. */
  protected abstract Line line();

  private Node first() {
    return nodes().getFirst();
  }

  private NodeState state(Node node) {
    return balancer().nodes(cluster()).stream()
        .filter(state -> state.node().equals(node.name()))
        .findFirst()
        .orElseThrow();
  }

  private Set<String> askMany() throws Exception {
    Set<String> answered = new HashSet<>();
    for (int request = 0; request < MANY; request++) {
      answered.add(ask());
    }
    return answered;
  }

  private StepOutcome drain(Node node, Attempt attempt) {
    return balancer().drain(cluster(), node, attempt);
  }

  private StepOutcome restore(Node node, Attempt attempt) {
    return balancer().restore(cluster(), node, attempt);
  }

  @Test
  void everyNodeIsListedAndServes() throws Exception {
    assertThat(balancer().nodes(cluster()))
        .allMatch(NodeState::serves)
        .extracting(NodeState::node)
        .containsExactlyElementsOf(nodes().stream().map(Node::name).toList());
    assertThat(askMany()).hasSize(nodes().size());
  }

  @Test
  void anUnknownClusterHasNoNodes() {
    assertThat(balancer().nodes("nowhere")).isEmpty();
  }

  @Test
  void aDrainedNodeGetsNoNewRequest() throws Exception {
    assertThat(drain(first(), PatientAttempt.longEnough())).isInstanceOf(StepOutcome.Done.class);

    assertThat(state(first()).rotation()).isEqualTo(Rotation.DRAINED);
    assertThat(askMany()).hasSize(nodes().size() - 1).doesNotContain(first().name());
  }

  @Test
  void drainingTwiceIsDone() {
    drain(first(), PatientAttempt.longEnough());

    assertThat(drain(first(), PatientAttempt.longEnough())).isInstanceOf(StepOutcome.Done.class);
  }

  @Test
  void aDrainWaitsForWhatIsUnderWayOrAsLongAsItSays() throws Exception {
    try (ExecutorService engine = Executors.newVirtualThreadPerTaskExecutor()) {
      AutoCloseable session = sessionAt(first());
      Future<StepOutcome> draining =
          engine.submit(() -> drain(first(), PatientAttempt.longEnough()));

      assertThat(drain(first(), PatientAttempt.brief())).isInstanceOf(StepOutcome.Failed.class);
      assertThat(draining).isNotDone();
      session.close();
      assertThat(draining.get()).isInstanceOf(StepOutcome.Done.class);
    }
  }

  @Test
  void aDrainThatIsOutOfTimeOrStoppedLeavesTheNodeDrained() throws Exception {
    try (AutoCloseable _ = sessionAt(first())) {
      assertThat(drain(first(), PatientAttempt.brief())).isInstanceOf(StepOutcome.Failed.class);
      assertThat(state(first()).rotation()).isEqualTo(Rotation.DRAINED);

      PatientAttempt attempt = PatientAttempt.longEnough();
      attempt.stop();
      assertThat(drain(first(), attempt)).isInstanceOf(StepOutcome.Stopped.class);
      assertThat(state(first()).rotation()).isEqualTo(Rotation.DRAINED);
    }
  }

  @Test
  void aRestoredNodeServesAgain() throws Exception {
    drain(first(), PatientAttempt.longEnough());

    assertThat(restore(first(), PatientAttempt.longEnough())).isInstanceOf(StepOutcome.Done.class);
    assertThat(state(first()).serves()).isTrue();
    assertThat(askMany()).contains(first().name());
  }

  @Test
  void restoringWhatWasNotDrainedIsDone() {
    assertThat(restore(first(), PatientAttempt.longEnough())).isInstanceOf(StepOutcome.Done.class);
  }

  @Test
  void anUnhealthyNodeIsInRotationAgainAtMostWhereItTakesNothing() throws Exception {
    drain(first(), PatientAttempt.longEnough());
    makeUnhealthy(first());

    assertThat(restore(first(), PatientAttempt.brief())).isInstanceOf(StepOutcome.Failed.class);
    assertThat(state(first()).rotation())
        .isEqualTo(avoidsUnhealthyNodes() ? Rotation.READY : Rotation.DRAINED);
    assertThat(state(first()).serves()).isFalse();
    assertThat(askMany()).doesNotContain(first().name());
  }

  @Test
  void aNodeThatDoesNotExistIsNotDrained() {
    Node nobody = new Node("nobody", first().address());

    assertThat(drain(nobody, PatientAttempt.longEnough()).line()).contains("nobody");
    assertThat(drain(nobody, PatientAttempt.longEnough())).isInstanceOf(StepOutcome.Failed.class);
  }

  @Test
  void noRequestIsLostWhileNodesAreDrainedAndRestored() throws Exception {
    try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Set<String>>> answers =
          IntStream.range(0, 8).mapToObj(_ -> users.submit(this::askMany)).toList();
      for (Node node : nodes()) {
        drain(node, PatientAttempt.longEnough());
        restore(node, PatientAttempt.longEnough());
      }
      users.shutdown();
      assertThat(answers).allSatisfy(answer -> assertThat(answer).succeedsWithin(LONG_ENOUGH));
    }
  }

  @Test
  void aBalancerThatCannotBeAskedIsUnreachable() {
    line().cutOff();

    assertThatThrownBy(() -> balancer().nodes(cluster()))
        .isInstanceOf(PortFailure.Unreachable.class);
    assertThatThrownBy(() -> drain(first(), PatientAttempt.brief()))
        .isInstanceOf(PortFailure.Unreachable.class);
  }

  @Test
  void aDrainWhoseAnswerIsLostMayHaveHappenedAndCanBeAskedForAgain() {
    line().loseNextAnswer();

    assertThatThrownBy(() -> drain(first(), PatientAttempt.longEnough()))
        .isInstanceOf(PortFailure.OutcomeUnknown.class);
    assertThat(drain(first(), PatientAttempt.longEnough())).isInstanceOf(StepOutcome.Done.class);
  }
}
