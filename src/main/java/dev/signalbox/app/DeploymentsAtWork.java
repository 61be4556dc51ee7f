package dev.signalbox.app;

import dev.signalbox.chat.terminal.RunningWork;
import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent.DeploymentEnded;
import dev.signalbox.deployment.Phase;
import dev.signalbox.engine.Decisions;
import dev.signalbox.engine.Feed;
import dev.signalbox.engine.Stores;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** What runs, as the terminal's scripts see it; told by the journal's commits. */
final class DeploymentsAtWork implements RunningWork {
  private static final int PAGE = 500;
  private static final Duration QUIET = Duration.ofSeconds(5);

  private final Stores stores;
  private final Decisions decisions;
  private final long startedAt;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition committed = lock.newCondition();
  private long commits;

  DeploymentsAtWork(Stores stores, Decisions decisions) {
    this.stores = stores;
    this.decisions = decisions;
    this.startedAt = stores.journal().head().position();
    stores.journal().onCommit(_ -> committed());
  }

  private void committed() {
    lock.lock();
    try {
      commits++;
      committed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean untilGate() {
    await(
        running ->
            running.stream().anyMatch(this::waits) || running.stream().noneMatch(this::moves));
    return stores.deployments().running().stream().anyMatch(this::waits);
  }

  @Override
  public void untilEnd() {
    await(running -> running.stream().noneMatch(d -> moves(d) || waits(d)));
  }

  @Override
  public int abortWaiting() {
    int aborted = 0;
    for (Deployment d : stores.deployments().running()) {
      Event event = new Event.Abort(Actor.SIGNALBOX, "the input has ended and nobody approved");
      if (waits(d) && decisions.decide(d.id(), event, Actor.SIGNALBOX) instanceof Feed.Moved) {
        aborted++;
      }
    }
    return aborted;
  }

  @Override
  public boolean allSucceeded() {
    boolean rests =
        stores.deployments().running().stream().anyMatch(d -> d.phase() == Phase.NEEDS_ATTENTION);
    return !rests && endedWell();
  }

  private boolean endedWell() {
    List<JournalEntry> page = stores.journal().after(startedAt, PAGE);
    while (!page.isEmpty()) {
      boolean bad =
          page.stream()
              .anyMatch(
                  e -> e.event() instanceof DeploymentEnded end && end.how() != Phase.SUCCEEDED);
      if (bad) {
        return false;
      }
      page = stores.journal().after(page.getLast().position(), PAGE);
    }
    return true;
  }

  @Override
  public List<String> running() {
    return stores.deployments().running().stream()
        .map(d -> d.id() + " is " + d.phase().label())
        .toList();
  }

  private boolean waits(Deployment d) {
    return d.phase().isGate();
  }

  private boolean moves(Deployment d) {
    return d.phase().kind() == Phase.Kind.ACTING;
  }

  /**
   * Waits until what is committed satisfies the condition. It looks again after a while also where
   * nothing is: then it may be that nothing can be, and the look says why.
   */
  private void await(Predicate<List<Deployment>> condition) {
    while (true) {
      long seen = count();
      if (condition.test(stores.deployments().running())) {
        return;
      }
      awaitCommitAfter(seen);
    }
  }

  private void awaitCommitAfter(long seen) {
    lock.lock();
    try {
      long left = QUIET.toNanos();
      while (commits == seen && left > 0) {
        left = committed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a script waits", e);
    } finally {
      lock.unlock();
    }
  }

  private long count() {
    lock.lock();
    try {
      return commits;
    } finally {
      lock.unlock();
    }
  }
}
