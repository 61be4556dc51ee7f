package dev.signalbox.engine;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.Step;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Journal.About;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * Runs what is left of one phase's steps, each with its intent before and its outcome after it in
 * the journal (promise 3), and says what the phase came to.
 */
final class PhaseRun {
  private final Deployment d;
  private final Workshop shop;
  private final Signal signal;
  private final BooleanSupplier closing;
  private final StepRunner runner;

  PhaseRun(Deployment d, Workshop shop, Signal signal, BooleanSupplier closing) {
    this.d = d;
    this.shop = shop;
    this.signal = signal;
    this.closing = closing;
    this.runner = shop.tools().stepRunner(d.plan().lane());
  }

  /** The event that the phase ends with; empty when the process ends before the phase does. */
  Optional<Event> run() {
    PhaseSteps steps = new PhaseSteps(d, shop.stores().journal().of(d.id()));
    List<Step> all = steps.all();
    for (List<Step> group : together(all.stream().filter(s -> !steps.isDone(s)).toList())) {
      Optional<Event> asked = request();
      if (asked.isPresent()) {
        return asked;
      }
      List<StepOutcome> outcomes = runTogether(group, steps, all.size());
      if (closing.getAsBoolean()) {
        return Optional.empty();
      }
      for (int i = 0; i < group.size(); i++) {
        Optional<Event> event = event(group.get(i), outcomes.get(i));
        if (event.isPresent()) {
          return event;
        }
      }
    }
    return request().or(() -> Optional.of(new Event.Completed()));
  }

  /** What a person asked for meanwhile. */
  private Optional<Event> request() {
    return shop.stores()
        .deployments()
        .find(d.id())
        .flatMap(Deployment::request)
        .map(r -> r.event());
  }

  /** Installs and smoke tests of one batch go on at the same time; all else one after the other. */
  private static List<List<Step>> together(List<Step> steps) {
    List<List<Step>> groups = new ArrayList<>();
    for (Step step : steps) {
      boolean joins =
          !groups.isEmpty()
              && isSideBySide(step.action())
              && groups.getLast().getLast().batch() == step.batch()
              && groups.getLast().getLast().action().getClass() == step.action().getClass();
      if (!joins) {
        groups.add(new ArrayList<>());
      }
      groups.getLast().add(step);
    }
    return groups;
  }

  private static boolean isSideBySide(Action action) {
    return action instanceof Action.Install || action instanceof Action.SmokeNode;
  }

  private List<StepOutcome> runTogether(List<Step> group, PhaseSteps steps, int of) {
    if (group.size() == 1) {
      return List.of(run(group.getFirst(), steps, of));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<StepOutcome>> running =
          group.stream().map(s -> threads.submit(() -> run(s, steps, of))).toList();
      threads.shutdown();
      return running.stream().map(PhaseRun::result).toList();
    }
  }

  private static StepOutcome result(Future<StepOutcome> future) {
    try {
      return future.get();
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("a step that ran beside another one threw", e);
    }
  }

  private StepOutcome run(Step step, PhaseSteps steps, int of) {
    Optional<JournalEntry> begun = steps.began(step);
    Instant began =
        begun
            .map(JournalEntry::at)
            .orElseGet(
                () ->
                    append(
                            new JournalEvent.StepBegan(
                                d.visit(), step, of, step.action().undo().label()))
                        .at());
    StepAttempt attempt =
        new StepAttempt(
            signal,
            shop.clock(),
            runner.timeout(step.action()),
            line -> append(new JournalEvent.StepProgressed(d.visit(), step, line)));
    StepRunner.Run run = new StepRunner.Run(d.id(), began, begun.isPresent(), this::readBack);
    StepOutcome outcome = runner.run(step.action(), attempt, run);
    boolean cutShort = closing.getAsBoolean() && !(outcome instanceof StepOutcome.Done);
    if (!cutShort) {
      append(new JournalEvent.StepEnded(d.visit(), step, of, outcome));
    }
    return outcome;
  }

  private void readBack(String from, String to, String live, Duration took) {
    append(new JournalEvent.SwapReadBack(from, to, live, took.toMillis()));
    shop.stores()
        .transactions()
        .in(
            () -> {
              shop.stores().lanes().sawLive(d.plan().lane(), live);
              return live;
            });
  }

  private Optional<Event> event(Step step, StepOutcome outcome) {
    String what = step.action().label() + ": " + outcome.line();
    return switch (outcome) {
      case StepOutcome.Done _ -> Optional.empty();
      case StepOutcome.Failed _ -> request().or(() -> Optional.of(new Event.StepFailed(what)));
      case StepOutcome.Stopped _ -> request().or(() -> Optional.of(new Event.StepFailed(what)));
      case StepOutcome.Unknown _ -> Optional.of(new Event.OutcomeUnknown(what));
      case StepOutcome.Inconclusive _ -> Optional.of(new Event.Inconclusive(what));
    };
  }

  private JournalEntry append(JournalEvent event) {
    About about = About.of(d.id(), d.plan().lane());
    return shop.stores()
        .transactions()
        .in(() -> shop.stores().journal().append(about, Actor.SIGNALBOX, event));
  }
}
