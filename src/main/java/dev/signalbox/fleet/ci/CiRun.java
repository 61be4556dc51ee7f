package dev.signalbox.fleet.ci;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.fleet.Placeholders;
import dev.signalbox.fleet.ci.CiClient.Answer;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.PortFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;

/**
 * One run of a CI system, followed until it has ended. While the CI system does not answer it is
 * asked again, for what goes on there goes on without an answer too.
 */
final class CiRun {
  private static final Duration CANCELLED = Duration.ofSeconds(20);
  private static final Duration CANCELLED_AGAIN = Duration.ofSeconds(2);
  private static final Duration CANCELLED_LOOK = Duration.ofMillis(500);

  private final CiContract contract;
  private final CiClient client;
  private final Map<String, String> words;
  private final Attempt attempt;
  private final LongSupplier nanoTicker;
  private boolean silent;

  /**
   * A run that was begun.
   *
   * @param words with what {@code run} and {@code node} stand for
   */
  CiRun(
      CiContract contract,
      CiClient client,
      Map<String, String> words,
      Attempt attempt,
      LongSupplier nanoTicker) {
    this.contract = contract;
    this.client = client;
    this.words = Map.copyOf(words);
    this.attempt = attempt;
    this.nanoTicker = nanoTicker;
  }

  /** Waits between two looks; false when there must be no other one. */
  interface Pause {
    boolean pause(Duration time);
  }

  StepOutcome follow(Pause pause) {
    attempt.progress(words.get("node") + ": run " + words.get("run") + page());
    Optional<Boolean> success = look();
    while (success.isEmpty()) {
      if (!pause.pause(contract.poll())) {
        return cancel();
      }
      success = look();
    }
    return success.get()
        ? StepOutcome.done(name() + " ended well")
        : StepOutcome.failed(name() + " failed" + page());
  }

  private String name() {
    return "run " + words.get("run") + " for " + words.get("node");
  }

  private String page() {
    return contract.page().map(it -> ": " + Placeholders.fill(it, words)).orElse("");
  }

  /** What became of it; an outage is told once, and empty like a run that has not ended. */
  private Optional<Boolean> look() {
    try {
      Optional<Boolean> ended = ended();
      silent = false;
      return ended;
    } catch (PortFailure.Unreachable e) {
      if (!silent) {
        attempt.progress(name() + " cannot be asked after, and is again: " + e.reason());
      }
      silent = true;
      return Optional.empty();
    }
  }

  /** Whether it ended well; empty while it has not ended. */
  private Optional<Boolean> ended() {
    CiContract.Status status = contract.status();
    JsonNode json = client.ask(status.request(), words);
    return text(json, status.state())
        .filter(status.ended()::contains)
        .map(_ -> text(json, status.result()).filter(status.success()::contains).isPresent());
  }

  private StepOutcome cancel() {
    try {
      return cancelled();
    } catch (PortFailure e) {
      return new StepOutcome.Unknown(
          name() + " may still be under way" + page() + ": " + e.reason());
    }
  }

  private StepOutcome cancelled() {
    if (client.change(contract.cancel(), words) instanceof Answer.Refused(String reason)
        && ended().isEmpty()) {
      return new StepOutcome.Unknown(name() + " could not be cancelled: " + reason);
    }
    if (!endsAfterAll()) {
      return new StepOutcome.Unknown(name() + " was cancelled, but has not ended" + page());
    }
    return attempt.stopRequested()
        ? new StepOutcome.Stopped(name() + " was cancelled, as asked")
        : StepOutcome.failed(name() + " did not end in time and was cancelled" + page());
  }

  /**
   * The attempt has no time left, but what was cancelled must not go on behind our back. A run that
   * was about to begin may have missed that it was cancelled, so it is cancelled again.
   */
  private boolean endsAfterAll() {
    long begun = nanoTicker.getAsLong();
    long look = Math.min(contract.poll().toNanos(), CANCELLED_LOOK.toNanos());
    long again = CANCELLED_AGAIN.toNanos();
    boolean ended = ended().isPresent();
    while (!ended && !Thread.currentThread().isInterrupted()) {
      long since = nanoTicker.getAsLong() - begun;
      if (since >= CANCELLED.toNanos()) {
        return false;
      }
      if (since >= again) {
        client.change(contract.cancel(), words);
        again += CANCELLED_AGAIN.toNanos();
      }
      LockSupport.parkNanos(look);
      ended = ended().isPresent();
    }
    return ended;
  }

  /** What is at that place of the answer; empty where nothing is, or no plain value. */
  static Optional<String> text(JsonNode json, String pointer) {
    JsonNode found = json.at(pointer);
    return found.isValueNode() && !found.isNull()
        ? Optional.of(found.asString())
        : Optional.empty();
  }
}
