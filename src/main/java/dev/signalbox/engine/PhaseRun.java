package dev.signalbox.engine;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.Step;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.StopRequest;
import dev.signalbox.port.Journal.About;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs what is left of one phase's steps, each with its intent before and its outcome after it in
 * the journal (promise 3), and says what the phase came to. Before each step it looks whether the
 * deployment is still this process's to act on.
 */
final class PhaseRun {
  private final Deployment d;
  private final Workshop shop;
  private final Signal signal;
  private final StepRunner runner;

  PhaseRun(Deployment d, Workshop shop, Signal signal) {
    this.d = d;
    this.shop = shop;
    this.signal = signal;
    this.runner = shop.tools().stepRunner(d.plan().lane());
  }

  /**
   * The event that the phase ends with; empty when the process ends before the phase does, or when
   * another one has taken the deployment over.
   */
  Optional<Event> run() {
    PhaseSteps steps = new PhaseSteps(d, shop.stores().journal().of(d.id()));
    List<Step> all = steps.all();
    for (List<Step> group : together(all.stream().filter(s -> !steps.isDone(s)).toList())) {
      Optional<Event> asked = request();
      if (asked.isPresent() || signal.closed()) {
        return signal.closed() ? Optional.empty() : asked;
      }
      List<Optional<StepOutcome>> outcomes = runTogether(group, steps, all.size());
      if (outcomes.stream().anyMatch(Optional::isEmpty)) {
        return Optional.empty();
      }
      for (int i = 0; i < group.size(); i++) {
        Optional<Event> event = event(group.get(i), outcomes.get(i).orElseThrow());
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
        .filter(now -> now.visit() == d.visit())
        .flatMap(Deployment::request)
        .map(StopRequest::event);
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

  private List<Optional<StepOutcome>> runTogether(List<Step> group, PhaseSteps steps, int of) {
    if (group.size() == 1) {
      return List.of(run(group.getFirst(), steps, of));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<StepOutcome>>> running =
          group.stream().map(s -> threads.submit(() -> run(s, steps, of))).toList();
      threads.shutdown();
      return running.stream().map(PhaseRun::result).toList();
    }
  }

  private static Optional<StepOutcome> result(Future<Optional<StepOutcome>> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a step that ran beside another one threw", e);
    }
  }

  /** Empty when the step is not this process's to run or to tell of any more. */
  private Optional<StepOutcome> run(Step step, PhaseSteps steps, int of) {
    Optional<JournalEntry> begun = steps.began(step);
    Optional<Instant> began =
        ifOurs(
            () ->
                begun
                    .orElseGet(
                        () ->
                            append(
                                new JournalEvent.StepBegan(
                                    d.visit(), step, of, step.action().undo().label())))
                    .at());
    if (began.isEmpty()) {
      return Optional.empty();
    }
    StepAttempt attempt =
        new StepAttempt(
            Optional.of(d.id()),
            signal,
            d.visit(),
            shop.time(),
            runner.timeout(step.action()),
            line -> inTransaction(new JournalEvent.StepProgressed(d.visit(), step, line)));
    SwapSteps.Journaled readBack =
        (from, to, live, took) ->
            readBack(new JournalEvent.SwapReadBack(from, to, live, took.toMillis()), step);
    StepOutcome outcome =
        runner.run(
            step.action(),
            attempt,
            new StepRunner.Run(d, began.get(), begun.isPresent(), readBack));
    if (signal.closed() && !(outcome instanceof StepOutcome.Done)) {
      // Cut short by the end of the process, which says nothing about the step.
      return Optional.empty();
    }
    return ifOurs(() -> append(new JournalEvent.StepEnded(d.visit(), step, of, outcome)))
        .map(_ -> outcome);
  }

  /** Told once, also where a crash came between this and the end of the step. */
  private void readBack(JournalEvent.SwapReadBack seen, Step step) {
    boolean told = new PhaseSteps(d, shop.stores().journal().of(d.id())).isReadBack(step);
    shop.stores()
        .transactions()
        .in(
            () -> {
              shop.stores().lanes().sawLive(d.plan().lane(), seen.live());
              return told ? seen : append(seen).event();
            });
  }

  private Optional<Event> event(Step step, StepOutcome outcome) {
    String what = step.action().label() + ": " + outcome.line();
    return switch (outcome) {
      case StepOutcome.Done _ -> Optional.empty();
      case StepOutcome.Failed _ -> orRequest(new Event.StepFailed(what));
      case StepOutcome.Stopped _ -> orRequest(new Event.StepFailed(what));
      case StepOutcome.Unknown _ -> orRequest(new Event.OutcomeUnknown(what));
      case StepOutcome.Inconclusive _ -> orRequest(new Event.Inconclusive(what));
    };
  }

  /** What a person asked for comes before what the step came to. */
  private Optional<Event> orRequest(Event event) {
    return request().or(() -> Optional.of(event));
  }

  private <T> Optional<T> ifOurs(java.util.function.Supplier<T> work) {
    return shop.stores().transactions().in(() -> shop.lockIfOurs(d).map(_ -> work.get()));
  }

  private void inTransaction(JournalEvent event) {
    shop.stores().transactions().in(() -> append(event));
  }

  private JournalEntry append(JournalEvent event) {
    return shop.stores()
        .journal()
        .append(About.of(d.id(), d.plan().lane()), Actor.SIGNALBOX, event);
  }
}
