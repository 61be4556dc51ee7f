package dev.signalbox.traffic.command;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.LoadBalancer;
import dev.signalbox.topology.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Drains and restores the nodes of any router by a program. */
public final class CommandLoadBalancer implements LoadBalancer {
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final CommandRouter router;
  private final BalancerProgram program;

  /** The balancer of one lane. */
  public CommandLoadBalancer(CommandRouter router, BalancerProgram program) {
    this.router = router;
    this.program = program;
  }

  @Override
  public List<NodeState> nodes(String cluster) {
    JsonNode answer = router.ask(program.nodes(), Map.of("cluster", cluster));
    if (!answer.path("nodes").isArray()) {
      throw router.unreadable(program.nodes(), "it has no list \"nodes\"", answer);
    }
    return answer.path("nodes").valueStream().map(this::state).toList();
  }

  private NodeState state(JsonNode node) {
    String name = node.path("name").asString("");
    Optional<Rotation> rotation =
        switch (node.path("rotation").asString("")) {
          case "ready" -> Optional.of(Rotation.READY);
          case "drained" -> Optional.of(Rotation.DRAINED);
          default -> Optional.empty();
        };
    if (name.isEmpty() || rotation.isEmpty() || !node.path("healthy").isBoolean()) {
      throw router.unreadable(
          program.nodes(),
          "a node has \"name\", \"rotation\" (ready or drained) and \"healthy\" (true or false)",
          node);
    }
    JsonNode active = node.path("active");
    return new NodeState(
        name,
        rotation.get(),
        node.path("healthy").asBoolean(false),
        active.isIntegralNumber() ? OptionalInt.of(active.asInt(0)) : OptionalInt.empty());
  }

  @Override
  public StepOutcome drain(String cluster, Node node, Attempt attempt) {
    return after(
        program.drain(),
        cluster,
        node,
        () -> {
          Optional<NodeState> first = look(cluster, node);
          if (first.isEmpty()) {
            return StepOutcome.failed(node + " is no node of " + cluster + " at the router.");
          }
          return first.get().active().isPresent()
              ? Quiet.await(attempt, node.name(), () -> active(cluster, node))
              : Quiet.wait(attempt, router.statedWait(), "Nothing is counted at " + node);
        });
  }

  private OptionalLong active(String cluster, Node node) {
    return look(cluster, node)
        .map(NodeState::active)
        .filter(OptionalInt::isPresent)
        .map(it -> OptionalLong.of(it.getAsInt()))
        .orElse(OptionalLong.empty());
  }

  private Optional<NodeState> look(String cluster, Node node) {
    return nodes(cluster).stream().filter(it -> it.node().equals(node.name())).findFirst();
  }

  @Override
  public StepOutcome restore(String cluster, Node node, Attempt attempt) {
    return after(program.restore(), cluster, node, () -> awaitServing(cluster, node, attempt));
  }

  private StepOutcome awaitServing(String cluster, Node node, Attempt attempt) {
    while (look(cluster, node).filter(NodeState::serves).isEmpty()) {
      if (!attempt.pause(PAUSE)) {
        String line = node + " is not healthy; it is in rotation, but takes nothing.";
        return attempt.stopRequested() ? new StepOutcome.Stopped(line) : StepOutcome.failed(line);
      }
    }
    return StepOutcome.done(node + " is healthy and in rotation.");
  }

  private StepOutcome after(
      Template change, String cluster, Node node, Supplier<StepOutcome> then) {
    Map<String, String> values =
        Map.of(
            "cluster",
            cluster,
            "node",
            node.name(),
            "address",
            String.valueOf(node.address().getAuthority()));
    return switch (router.change(change, values)) {
      case Reply.Good _ -> then.get();
      case Reply.Mismatch(String live) -> StepOutcome.failed(live + " is live.");
      case Reply.Refused(String reason) -> StepOutcome.failed(reason);
    };
  }
}
