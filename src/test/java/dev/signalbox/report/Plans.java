package dev.signalbox.report;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Plan;
import dev.signalbox.deployment.Step;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A small plan of each strategy. */
final class Plans {
  static final Version OLD = new Version("v1");
  static final Version NEW = new Version("v2");
  static final Duration WATCH = Duration.ofSeconds(10);

  private final List<Step> steps = new ArrayList<>();

  private Plans() {}

  static Plan of(Strategy strategy) {
    return switch (strategy) {
      case BLUE_GREEN -> blueGreen(2);
      case PRIMARY_FIRST -> primaryFirst();
      case RED_BLACK -> redBlack();
      case ROLLING_UPDATE -> rolling(3);
      case ROLLBACK_SWAP -> rollback();
      case ROLLBACK_ROLLING -> throw new IllegalArgumentException("no tale of it yet");
    };
  }

  static Plan blueGreen(int nodes) {
    Plans plan = new Plans().add(Phase.PREPARING, new Action.PrepareSwitch());
    plan.roll(Phase.ROLLING, "green", nodes(nodes, "green"));
    plan.prove("green").swap("blue", "green").unprepare();
    String note = "after the swap blue is kept as it is for 2 h, for an instant /rollback";
    return plan.plan("shop", Strategy.BLUE_GREEN, NEW, "blue", "green", note);
  }

  private static Plan primaryFirst() {
    Plans plan =
        new Plans()
            .add(Phase.PREPARING, new Action.PrepareSwitch())
            .add(Phase.SWAPPING_AWAY, new Action.Swap("blue", "green"))
            .add(Phase.SETTLING_AWAY, new Action.Settle("blue"));
    plan.roll(Phase.ROLLING, "blue", nodes(2, "blue")).prove("blue").swap("green", "blue");
    plan.roll(Phase.CONVERGING, "green", nodes(2, "green")).unprepare();
    String note = "two approvals are asked: before traffic leaves blue, and before it returns";
    return plan.plan("shop", Strategy.PRIMARY_FIRST, NEW, "blue", "blue", note);
  }

  private static Plan redBlack() {
    Plans plan =
        new Plans()
            .add(Phase.PREPARING, new Action.PrepareSwitch())
            .add(Phase.PROVISIONING, new Action.Provision("api-v2", NEW, Optional.empty(), 3));
    plan.prove("api-v2").swap("api-v1", "api-v2");
    plan.add(Phase.RETIRING, new Action.Retire("api-v0", new Version("v0"))).unprepare();
    String note = "after the swap api-v1 is kept hot for 2 h, then removed";
    return plan.plan("api", Strategy.RED_BLACK, NEW, "api-v1", "api-v2", note);
  }

  static Plan rolling(int count) {
    List<Node> nodes = nodes(count, "blue");
    Node canary = nodes.getFirst();
    Plans plan =
        new Plans()
            .add(Phase.PREPARING, new Action.PrepareSwitch())
            .add(Phase.CANARY, new Action.Drain("blue", canary))
            .add(Phase.CANARY, new Action.Install("blue", canary, NEW, Optional.of(OLD)))
            .add(Phase.CANARY, new Action.SmokeNode("blue", canary, NEW))
            .add(Phase.WARMING_UP, new Action.WarmUp("blue", NEW, List.of(canary)))
            .add(Phase.ADMITTING, new Action.Restore("blue", canary));
    plan.roll(Phase.ROLLING, "blue", nodes.subList(1, count));
    plan.add(Phase.WATCHING, new Action.Watch("blue", NEW, WATCH));
    String note = "the approval lets the canary blue-1 take traffic and covers the later batches";
    return plan.plan("shop", Strategy.ROLLING_UPDATE, NEW, "blue", "blue", note);
  }

  private static Plan rollback() {
    Plans plan =
        new Plans()
            .add(Phase.CHECKING, new Action.CheckKept("blue", OLD))
            .add(Phase.SWAPPING_BACK, new Action.Swap("green", "blue"))
            .add(Phase.SETTLING_BACK, new Action.Settle("green"));
    Plan made =
        plan.plan("shop", Strategy.ROLLBACK_SWAP, OLD, "green", "blue", "no approval is asked");
    return new Plan(
        made.lane(),
        made.strategy(),
        OLD,
        Optional.of(NEW),
        "green",
        "blue",
        made.steps(),
        made.notes());
  }

  static List<Node> nodes(int count, String cluster) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> new Node(cluster + "-" + i, URI.create("http://127.0.0.1:" + (9000 + i))))
        .toList();
  }

  private Plans roll(Phase phase, String cluster, List<Node> nodes) {
    for (Node node : nodes) {
      add(phase, new Action.Drain(cluster, node));
      add(phase, new Action.Install(cluster, node, NEW, Optional.of(OLD)));
      add(phase, new Action.SmokeNode(cluster, node, NEW));
      add(phase, new Action.Restore(cluster, node));
    }
    return this;
  }

  private Plans prove(String cluster) {
    return add(Phase.SMOKING, new Action.SmokeCluster(cluster, NEW))
        .add(Phase.WARMING_UP, new Action.WarmUp(cluster, NEW, List.of()));
  }

  private Plans swap(String from, String to) {
    return add(Phase.SWAPPING, new Action.Swap(from, to))
        .add(Phase.SETTLING, new Action.Settle(from))
        .add(Phase.WATCHING, new Action.Watch(to, NEW, WATCH));
  }

  private Plans unprepare() {
    return add(Phase.UNPREPARING, new Action.UnprepareSwitch());
  }

  private Plans add(Phase phase, Action action) {
    int number = (int) steps.stream().filter(s -> s.phase() == phase).count() + 1;
    steps.add(new Step(phase, number, 1, action));
    return this;
  }

  private Plan plan(
      String app, Strategy strategy, Version version, String from, String to, String note) {
    Lane lane = Lane.of(app, "production");
    return new Plan(lane, strategy, version, Optional.of(OLD), from, to, steps, List.of(note));
  }
}
