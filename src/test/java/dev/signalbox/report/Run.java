package dev.signalbox.report;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Ending;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.Guard;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.KeptCluster;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Plan;
import dev.signalbox.deployment.Step;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.deployment.Transition;
import dev.signalbox.deployment.Undo;
import dev.signalbox.deployment.Vote;
import dev.signalbox.deployment.WarmUpReport;
import dev.signalbox.deployment.WarmUpReport.Percentiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plays a deployment through its strategy's table, as the engine would write it down. */
public final class Run {
  /** The deployment that is played. */
  public static final DeploymentId ID = new DeploymentId(17);

  private final Plan plan;
  private final Scenario scenario;
  private final Tale tale;
  private final Set<Guard> facts =
      new HashSet<>(
          Set.of(Guard.APPROVAL_SATISFIED, Guard.KEEP, Guard.SWAP_BACK_AT_ONCE, Guard.NOT_SERVED));
  private Phase phase;
  private int visit = 1;
  private long gates = 4;
  private boolean approved;
  private String live;
  private String reason = "";

  private Run(Plan plan, Scenario scenario) {
    this.plan = plan;
    this.scenario = scenario;
    this.tale = new Tale(Optional.of(ID), Optional.of(plan.lane()));
    this.phase = plan.strategy().table().initial();
    this.live = plan.from();
  }

  /** The entries of a whole deployment. */
  public static List<JournalEntry> of(Strategy strategy, Scenario scenario) {
    return new Run(Plans.of(strategy), scenario).play();
  }

  /** The entries of a whole deployment on a cluster of this size. */
  public static List<JournalEntry> blueGreen(int nodes, Scenario scenario) {
    return new Run(Plans.blueGreen(nodes), scenario).play();
  }

  /** The entries of a whole rolling update on a cluster of this size. */
  public static List<JournalEntry> rolling(int nodes, Scenario scenario) {
    return new Run(Plans.rolling(nodes), scenario).play();
  }

  private List<JournalEntry> play() {
    tale.by(Tale.DEPLOYER)
        .tell(new JournalEvent.DeploymentRequested(plan, plan.digest(), "deployments"));
    while (!phase.isFinal()) {
      switch (phase.kind()) {
        case GATE -> gate();
        case RESTING -> rest();
        case ACTING, FINAL -> act();
      }
    }
    if (phase == Phase.SUCCEEDED && plan.strategy() == Strategy.BLUE_GREEN) {
      var kept =
          new KeptCluster(plan.lane(), plan.from(), Plans.OLD, ID, tale.now().plusSeconds(7200));
      tale.tell(new JournalEvent.ClusterKept(kept));
    }
    boolean good = phase == Phase.SUCCEEDED;
    tale.tell(
        new JournalEvent.DeploymentEnded(
            phase,
            good ? Ending.NONE : Ending.FAILED,
            reason,
            good ? plan.version() : Plans.OLD,
            approved ? List.of("approver", "second-approver") : List.of(),
            "12,408 requests, 0 failed, 100 % on " + live + (good ? " v2" : " v1")));
    return tale.entries();
  }

  private void act() {
    List<Step> steps = steps();
    boolean fails = scenario.failsIn(phase, plan.strategy());
    for (Step step : steps) {
      boolean last = step.equals(steps.getLast());
      tale.tell(new JournalEvent.StepBegan(visit, step, steps.size(), undo(step)));
      tale.after(1_250);
      if (fails && last) {
        StepOutcome outcome = failure(step);
        tale.tell(new JournalEvent.StepEnded(visit, step, steps.size(), outcome));
        boolean unclear = outcome instanceof StepOutcome.Unknown;
        String why = step.action().label() + ": " + outcome.line();
        move(unclear ? new Event.OutcomeUnknown(why) : new Event.StepFailed(why));
        return;
      }
      if (step.action() instanceof Action.Swap(String from, String to)) {
        live = to;
        tale.tell(new JournalEvent.SwapReadBack(from, to, to, 312));
      }
      tale.tell(new JournalEvent.StepEnded(visit, step, steps.size(), success(step)));
    }
    if (phase == Phase.SWAPPING || phase == Phase.ADMITTING) {
      facts.remove(Guard.NOT_SERVED);
      facts.add(Guard.SERVED);
    }
    move(new Event.Completed());
  }

  private List<Step> steps() {
    List<Action> actions = new ArrayList<>();
    String away = plan.strategy() == Strategy.PRIMARY_FIRST ? "green" : plan.from();
    switch (phase) {
      case SWAPPING_BACK -> actions.add(new Action.Swap(live, away));
      case SETTLING_BACK -> actions.add(new Action.Settle(plan.to()));
      case RETURNING -> actions.add(new Action.Swap("green", "blue"));
      case SETTLING_RETURN -> actions.add(new Action.Settle("green"));
      case UNDOING -> undoing(actions);
      default -> {
        return plan.stepsOf(phase);
      }
    }
    if (plan.strategy().isRollback()) {
      return plan.stepsOf(phase);
    }
    List<Step> steps = new ArrayList<>();
    actions.forEach(a -> steps.add(new Step(phase, steps.size() + 1, 1, a)));
    return steps;
  }

  private void undoing(List<Action> actions) {
    Set<Phase> before = Set.of(Phase.CANARY, Phase.ROLLING, Phase.PROVISIONING);
    for (Step step : plan.steps().reversed()) {
      if (before.contains(step.phase())
          && (step.action() instanceof Action.Install || step.action() instanceof Action.Provision)
          && tale.entries().stream()
              .anyMatch(e -> e.event() instanceof JournalEvent.StepBegan b && b.step().equals(step))
          && step.action().undo() instanceof Undo.By(Action undo)) {
        actions.add(undo);
        if (undo instanceof Action.Install(var cluster, var node, var _, var _)) {
          actions.add(new Action.Restore(cluster, node));
        }
      }
    }
    actions.add(new Action.UnprepareSwitch());
  }

  private void gate() {
    long id = gates++;
    Gate.Evidence evidence =
        new Gate.Evidence(
            true,
            List.of(
                new Gate.Finding("smoke", true, "6 of 6 checks passed"),
                new Gate.Finding("warm-up", true, "p95 11.8 ms, 0 of 1,200 requests failed"),
                new Gate.Finding(
                    "rollback", true, plan.from() + " stays on v1, ready to take traffic again")),
            Optional.of(warmUp()),
            tale.now());
    Gate gate =
        new Gate(
            id,
            ID,
            phase,
            plan.digest(),
            1,
            evidence,
            tale.now(),
            tale.now().plusSeconds(1800),
            Gate.State.OPEN);
    tale.tell(new JournalEvent.GateOpened(gate, 2, List.of("approver", "second-approver")));
    tale.after(24_000);
    if (scenario == Scenario.REJECTED) {
      var rejected = new Event.Rejected(Tale.APPROVER, "the login page looks wrong");
      tale.by(Tale.APPROVER)
          .tell(new JournalEvent.GateLeft(id, Gate.State.REJECTED, rejected.reason()));
      move(rejected);
      return;
    }
    Vote first = new Vote(id, 1, Tale.APPROVER, Vote.Means.REACTION, "m1", tale.now());
    Vote second = new Vote(id, 1, Tale.SECOND, Vote.Means.TYPED, "", tale.now());
    tale.by(Tale.APPROVER).tell(new JournalEvent.VoteGiven(first, 1, 2)).after(9_000);
    tale.by(Tale.SECOND).tell(new JournalEvent.VoteGiven(second, 2, 2));
    tale.tell(new JournalEvent.ApprovalConsumed(id, 1, plan.digest(), List.of(first, second)));
    approved = true;
    move(new Event.Approved());
  }

  private void rest() {
    tale.tell(
        new JournalEvent.AttentionNeeded(
            restedIn,
            reason,
            List.of(
                "production goes to " + live + " (the switch says so)",
                "blue-1: v1, serves",
                "green-1: v2, serves"),
            List.of("night-shift")));
    tale.after(600_000);
    move(new Event.Abandon(Tale.APPROVER, "repaired by hand"));
  }

  private Phase restedIn = Phase.CHECKING;

  private void move(Event event) {
    Set<Guard> now = new HashSet<>(facts);
    now.add(Guard.restedIn(restedIn));
    if (plan.strategy() == Strategy.PRIMARY_FIRST
        && live.equals("green")
        && phase == Phase.UNDOING
        && facts.contains(Guard.NOT_SERVED)) {
      now.add(Guard.TRAFFIC_AWAY);
      now.remove(Guard.NOT_SERVED);
    }
    Transition row =
        plan.strategy().table().rows(phase, event.kind()).stream()
            .filter(t -> t.guard().holds(now))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(phase + " has no answer to " + event));
    String why = row.target().isFinal() && event.reason().isEmpty() ? reason : event.reason();
    tale.tell(new JournalEvent.PhaseEntered(phase, row.target(), ++visit, event.kind(), why));
    restedIn = phase;
    reason = event.reason().isEmpty() ? reason : event.reason();
    phase = row.target();
  }

  private static String undo(Step step) {
    return step.action().undo().label();
  }

  private static StepOutcome success(Step step) {
    return switch (step.action()) {
      case Action.SmokeNode(var _, var node, var _) ->
          new StepOutcome.Done(
              "2 of 2 smoke checks passed", checks(node.name(), true), Optional.empty());
      case Action.SmokeCluster(var cluster, var _) ->
          new StepOutcome.Done(
              "2 of 2 smoke checks passed", checks(cluster, true), Optional.empty());
      case Action.WarmUp _ ->
          new StepOutcome.Done(
              "p95 11.8 ms, the target is 50 ms", List.of(), Optional.of(warmUp()));
      case Action.Swap(var _, var to) ->
          StepOutcome.done("production goes to " + to + ", read back after 312 ms");
      case Action.Settle _ -> StepOutcome.done("0 requests under way");
      case Action.Watch _ -> StepOutcome.done("3,120 requests, 0 failed, p95 12.4 ms");
      default -> StepOutcome.done("");
    };
  }

  private static StepOutcome failure(Step step) {
    return switch (step.action()) {
      case Action.SmokeNode(var _, var node, var _) ->
          new StepOutcome.Failed("1 of 2 smoke checks failed", checks(node.name(), false));
      case Action.SmokeCluster(var cluster, var _) ->
          new StepOutcome.Failed("1 of 2 smoke checks failed", checks(cluster, false));
      case Action.Swap _ ->
          new StepOutcome.Unknown("the switch was asked and does not answer: connection refused");
      case Action.Watch _ ->
          StepOutcome.failed("3.1 % of 2,040 requests failed, at most 1.0 % may");
      default -> StepOutcome.failed("nobody answers at 127.0.0.1:9001");
    };
  }

  private static List<CheckResult> checks(String target, boolean good) {
    return List.of(
        new CheckResult(target, "health", true, "200", "200", Duration.ofMillis(12)),
        new CheckResult(
            target,
            "version",
            good,
            "body contains v2",
            good ? "v2" : "body 'v1'",
            Duration.ofMillis(8)));
  }

  private static WarmUpReport warmUp() {
    Percentiles first = percentiles(40, 182, 260);
    Percentiles last = percentiles(4, 12, 19);
    return new WarmUpReport(
        1_200,
        0,
        Duration.ofMillis(6_400),
        percentiles(6, 31, 120),
        List.of(first, percentiles(22, 90, 120), percentiles(8, 24, 40), last),
        Optional.of(Duration.ofMillis(50)));
  }

  private static Percentiles percentiles(int p50, int p95, int p99) {
    return new Percentiles(Duration.ofMillis(p50), Duration.ofMillis(p95), Duration.ofMillis(p99));
  }
}
