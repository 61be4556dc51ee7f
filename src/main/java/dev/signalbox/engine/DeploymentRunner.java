package dev.signalbox.engine;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.Guard;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.StopRequest;
import dev.signalbox.port.Journal.About;
import java.util.Optional;
import java.util.Set;

/**
 * Runs one deployment on a virtual thread of its own: acts while a phase acts, looks after the gate
 * while one waits, and ends when the deployment rests, has ended, or belongs to another instance.
 */
final class DeploymentRunner implements Runnable {

  /** What is known of the one that ran the deployment before. */
  enum Beginning {
    /** It ended well, or there was none. */
    GOES_ON,
    /** It ended in the middle, in this process. */
    ASKS_REALITY,
    /** It was in another process, which may have ended anywhere. */
    TAKES_OVER
  }

  private final DeploymentId id;
  private final Beginning beginning;
  private final Workshop shop;
  private final Signal signal = new Signal();

  DeploymentRunner(DeploymentId id, Beginning beginning, Workshop shop) {
    this.id = id;
    this.beginning = beginning;
    this.shop = shop;
  }

  Signal signal() {
    return signal;
  }

  /** The process ends: leave the step that runs as it is, and begin no other. */
  void close() {
    signal.close();
  }

  @Override
  public void run() {
    if (beginning != Beginning.GOES_ON) {
      mine().filter(d -> !d.phase().isFinal()).ifPresent(this::takeUp);
    }
    while (!signal.closed()) {
      Optional<Deployment> present = mine();
      if (present.isEmpty()) {
        return;
      }
      Deployment d = present.get();
      switch (d.phase().kind()) {
        case ACTING -> act(d);
        case GATE -> lookAfterGate(d);
        case RESTING, FINAL -> {
          return;
        }
      }
    }
  }

  private Optional<Deployment> mine() {
    return shop.stores().deployments().find(id).filter(_ -> shop.owns(id));
  }

  private void act(Deployment d) {
    Optional<Event> event = new PhaseRun(d, shop, signal).run();
    if (event.isEmpty()) {
      return;
    }
    if (event.get() instanceof Event.StepFailed && d.phase().isForwardSwap()) {
      feedAsSeen(d, event.get());
    } else {
      feed(d, event.get(), Set.of());
    }
  }

  /** What an event in a forward swap leads to depends on what the router says. */
  private void feedAsSeen(Deployment d, Event event) {
    Optional<Set<Guard>> seen = shop.reality().ofSwap(d, signal);
    if (seen.isPresent()) {
      feed(d, event, seen.get());
    } else if (!signal.closed()) {
      String reason = "the router cannot be read: " + event.reason();
      feed(d, new Event.OutcomeUnknown(reason), Set.of());
    }
  }

  /** Feeds an event that this runner saw, unless the deployment has moved on meanwhile. */
  private void feed(Deployment d, Event event, Set<Guard> seen) {
    Surroundings around = shop.surroundings(d, event);
    Feed fed =
        shop.stores()
            .transactions()
            .in(
                () ->
                    shop.lockIfOurs(d)
                        .filter(now -> !asksOtherwise(now, event))
                        .map(now -> shop.changes().feed(now, event, seen, around, by(event)))
                        .orElse(new Feed.Moved(d)));
    if (fed instanceof Feed.Refused(String reason)) {
      // The tables answer every event of a runner (tested); going on would spin for ever.
      throw new IllegalStateException(
          id + " in " + d.phase() + " did not take " + event.kind() + ": " + reason);
    }
  }

  /** A person who was told that the phase will stop must not find that it went on instead. */
  private static boolean asksOtherwise(Deployment now, Event event) {
    return now.request().map(StopRequest::event).filter(e -> !e.equals(event)).isPresent();
  }

  private static Actor by(Event event) {
    return switch (event) {
      case Event.Abort(Actor by, String _) -> by;
      case Event.RollBack(Actor by, String _) -> by;
      default -> Actor.SIGNALBOX;
    };
  }

  private void lookAfterGate(Deployment d) {
    GateWatch watch = new GateWatch(shop);
    while (!signal.closed()) {
      Optional<Deployment> now = mine();
      if (now.isEmpty() || now.get().visit() != d.visit()) {
        return;
      }
      boolean raised = signal.await(watch.interval(d));
      if (!raised) {
        watch.look(d);
      }
    }
  }

  /** Journals the take-over, and lets the machine say where it goes on. */
  private void takeUp(Deployment d) {
    if (beginning == Beginning.TAKES_OVER) {
      JournalEvent recovered = new JournalEvent.Recovered(d.phase(), shop.instance());
      About about = About.of(id, d.plan().lane());
      shop.stores()
          .transactions()
          .in(() -> shop.stores().journal().append(about, Actor.SIGNALBOX, recovered));
    }
    if (d.phase().isForwardSwap()) {
      feedAsSeen(d, new Event.Restarted());
    } else if (d.phase().isGate()) {
      new GateWatch(shop).look(d);
    }
  }
}
