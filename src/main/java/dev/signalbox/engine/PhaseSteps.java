package dev.signalbox.engine;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent.PhaseEntered;
import dev.signalbox.deployment.JournalEvent.StepBegan;
import dev.signalbox.deployment.JournalEvent.StepEnded;
import dev.signalbox.deployment.JournalEvent.SwapReadBack;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Step;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The steps of a deployment's present phase: those of its plan, or, when it goes back, what undoes
 * the steps that the journal says began. The same journal always gives the same steps, so a restart
 * in the middle of an undoing goes on where it was.
 */
final class PhaseSteps {

  private static final Set<Phase> BEFORE_SERVING =
      EnumSet.of(Phase.PREPARING, Phase.PROVISIONING, Phase.CANARY, Phase.ADMITTING, Phase.ROLLING);

  private final Deployment deployment;
  private final List<JournalEntry> journal;

  PhaseSteps(Deployment deployment, List<JournalEntry> journal) {
    this.deployment = deployment;
    this.journal = List.copyOf(journal);
  }

  /** Every step of the present phase, in order. */
  List<Step> all() {
    List<Step> planned = deployment.plan().stepsOf(deployment.phase());
    if (!planned.isEmpty()) {
      return planned;
    }
    StepList steps = new StepList();
    switch (deployment.phase()) {
      case SWAPPING_BACK ->
          swapBack(Phase.SWAPPING).ifPresent(a -> steps.add(Phase.SWAPPING_BACK, a));
      case RETURNING -> swapBack(Phase.SWAPPING_AWAY).ifPresent(a -> steps.add(Phase.RETURNING, a));
      case SETTLING_BACK ->
          settleOf(Phase.SWAPPING).ifPresent(a -> steps.add(Phase.SETTLING_BACK, a));
      case SETTLING_RETURN -> {
        settleOf(Phase.SWAPPING_AWAY).ifPresent(a -> steps.add(Phase.SETTLING_RETURN, a));
        steps.add(Phase.SETTLING_RETURN, new Action.UnprepareSwitch());
      }
      case UNDOING -> undo(steps, BEFORE_SERVING);
      case REVERTING -> undo(steps, EnumSet.of(Phase.CONVERGING));
      default -> {
        // Every other phase has the steps of its plan, which may be none.
      }
    }
    return steps.steps();
  }

  /**
   * Whether the step ended well in this visit of the phase, or in one that people retry now. Of a
   * retried visit only whole batches count: what happened to the others' nodes meanwhile, nobody
   * knows.
   */
  boolean isDone(Step step) {
    if (isDone(step, deployment.visit())) {
      return true;
    }
    List<Step> batch = all().stream().filter(s -> s.batch() == step.batch()).toList();
    return retried().stream().anyMatch(v -> batch.stream().allMatch(s -> isDone(s, v)));
  }

  private boolean isDone(Step step, int inVisit) {
    return journal.stream()
        .anyMatch(
            e ->
                e.event() instanceof StepEnded(int visit, Step ended, int _, StepOutcome outcome)
                    && visit == inVisit
                    && ended.number() == step.number()
                    && outcome instanceof StepOutcome.Done);
  }

  /** The visits that this one retries: each rested, and people sent it back into the phase. */
  private List<Integer> retried() {
    List<Integer> visits = new ArrayList<>();
    int visit = deployment.visit();
    while (isRetry(visit)) {
      visit -= 2;
      visits.add(visit);
    }
    return visits;
  }

  private boolean isRetry(int ofVisit) {
    return journal.stream()
        .anyMatch(
            e ->
                e.event()
                        instanceof
                        PhaseEntered(Phase from, Phase to, int visit, Event.Kind event, String _)
                    && visit == ofVisit
                    && from == Phase.NEEDS_ATTENTION
                    && event == Event.Kind.RETRY
                    && to == deployment.phase()
                    && rested(ofVisit - 1));
  }

  private boolean rested(int inVisit) {
    return journal.stream()
        .anyMatch(
            e ->
                e.event() instanceof PhaseEntered entered
                    && entered.visit() == inVisit
                    && entered.from() == deployment.phase());
  }

  /** When the step first began in this visit; empty when it has not. */
  Optional<JournalEntry> began(Step step) {
    return journal.stream()
        .filter(
            e ->
                e.event() instanceof StepBegan(int visit, Step begun, int _, String _)
                    && visit == deployment.visit()
                    && begun.number() == step.number())
        .findFirst();
  }

  /** Whether the switch was read, and that journaled, since the step first began in this visit. */
  boolean isReadBack(Step step) {
    return began(step).stream()
        .flatMap(begun -> journal.stream().filter(e -> e.position() > begun.position()))
        .anyMatch(e -> e.event() instanceof SwapReadBack);
  }

  private Optional<Action> swapBack(Phase forward) {
    return forwardSwap(forward).map(s -> new Action.Swap(s.to(), s.from()));
  }

  private Optional<Action> settleOf(Phase forward) {
    return forwardSwap(forward).map(s -> new Action.Settle(s.to()));
  }

  private Optional<Action.Swap> forwardSwap(Phase phase) {
    return deployment.plan().stepsOf(phase).stream()
        .map(Step::action)
        .filter(Action.Swap.class::isInstance)
        .map(Action.Swap.class::cast)
        .findFirst();
  }

  /** What undoes the steps that began in these phases, the last node first. */
  private void undo(StepList steps, Set<Phase> phases) {
    List<Action> begun = begunIn(phases);
    Map<Node, Action> touched = new LinkedHashMap<>();
    for (Action action : begun) {
      switch (action) {
        case Action.Drain drain -> touched.putIfAbsent(drain.node(), drain);
        case Action.Install install -> touched.put(install.node(), install);
        default -> {
          // Only nodes are gathered here.
        }
      }
    }
    List<Action> lastFirst = new ArrayList<>(touched.values()).reversed();
    int batch = 1;
    for (Action action : lastFirst) {
      undoNode(steps, batch++, action);
    }
    for (Action action : begun.reversed()) {
      if (action instanceof Action.Provision(String group, Version version, var _, int _)) {
        steps.add(deployment.phase(), batch++, new Action.Retire(group, version));
      }
    }
    // Traffic that is away still has a swap before it, which the preparation is for.
    boolean prepared =
        begunIn(EnumSet.of(Phase.PREPARING)).stream()
            .anyMatch(Action.PrepareSwitch.class::isInstance);
    if (prepared && !deployment.away()) {
      steps.add(deployment.phase(), batch, new Action.UnprepareSwitch());
    }
  }

  private void undoNode(StepList steps, int batch, Action action) {
    Phase phase = deployment.phase();
    if (action
        instanceof
        Action.Install(String cluster, Node node, Version version, Optional<Version> before)) {
      steps.add(phase, batch, new Action.Drain(cluster, node));
      if (before.isPresent()) {
        steps.add(
            phase, batch, new Action.Install(cluster, node, before.get(), Optional.of(version)));
        steps.add(phase, batch, new Action.SmokeNode(cluster, node, before.get()));
      } else {
        steps.add(phase, batch, new Action.Uninstall(cluster, node));
      }
      steps.add(phase, batch, new Action.Restore(cluster, node));
    } else if (action instanceof Action.Drain(String cluster, Node node)) {
      steps.add(phase, batch, new Action.Restore(cluster, node));
    }
  }

  private List<Action> begunIn(Set<Phase> phases) {
    List<Action> begun = new ArrayList<>();
    for (JournalEntry entry : journal) {
      if (entry.event() instanceof StepBegan(int _, Step step, int _, String _)
          && phases.contains(step.phase())) {
        begun.add(step.action());
      }
    }
    return begun;
  }
}
