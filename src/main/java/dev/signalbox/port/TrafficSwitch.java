package dev.signalbox.port;

import dev.signalbox.deployment.StepOutcome;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends the production traffic of one lane to one cluster. It alone says what is live.
 *
 * <p>All methods throw {@link PortFailure.Unreachable} when the router cannot be asked; those that
 * change something throw {@link PortFailure.OutcomeUnknown} when the answer to the change is lost.
 * No method blocks longer than the adapter's configured time-out, but for those with an {@link
 * Attempt}.
 */
public interface TrafficSwitch {

  /**
   * What is live.
   *
   * @param cluster the name of the live cluster; where traffic goes to something that is no cluster
   *     of the lane, that as the router calls it
   * @param detail how the router says it, for people
   */
  record Live(String cluster, String detail) {}

  /** What became of a swap that was answered. */
  sealed interface Swapped {
    /** The router took it. Whether it is true is a second question: read it back. */
    record Accepted(String detail) implements Swapped {}

    /** Something else than {@code from} is live; nothing was changed. */
    record Mismatch(Live live) implements Swapped {}

    /** The router refused, for the reason given; nothing was changed. */
    record Refused(String reason) implements Swapped {}
  }

  /** Reads what is live, from the router itself. */
  Live read();

  /**
   * Makes the next swap quick and safe; undone by {@link #unprepare}. Idempotent. Returns {@link
   * StepOutcome.Done} with what was done, also when that is nothing.
   */
  StepOutcome prepare(Attempt attempt);

  /**
   * Takes a preparation back: when a deployment ends, and not before, so that a swap back in its
   * watch is as quick and safe as the swap was. Idempotent; done also when nothing was prepared.
   */
  StepOutcome unprepare(Attempt attempt);

  /**
   * Sends production from one cluster to another, if {@code from} is live: compare-and-set at the
   * router. Asking again for what is already true is a {@link Swapped.Mismatch} with {@code to}
   * live.
   */
  Swapped swap(String from, String to);

  /**
   * Waits until nobody can be sent to the cluster that was live before: its sessions are at zero,
   * old answers have expired. Leaves the preparation as it is. {@link StepOutcome.Failed} when the
   * time is out before that.
   */
  StepOutcome settle(String old, Attempt attempt);

  /**
   * The time that {@link #settle} waits where the router cannot count connections; empty where it
   * counts them. The plan shows it.
   */
  Optional<Duration> statedWait();
}
