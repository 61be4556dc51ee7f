package dev.signalbox.traffic.dns;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/** Lowers the TTL before a swap and waits the old one out, or puts it back. */
final class Preparation {
  private final DnsSwitchSettings settings;
  private final ProductionName production;
  private final Everywhere everywhere;
  private final InstantSource clock;

  Preparation(
      DnsSwitchSettings settings,
      ProductionName production,
      Everywhere everywhere,
      InstantSource clock) {
    this.settings = settings;
    this.production = production;
    this.everywhere = everywhere;
    this.clock = clock;
  }

  /** Begins anew wherever an earlier one ended: the TTL and the note say where that was. */
  StepOutcome prepare(Attempt attempt) {
    Present present = production.read();
    if (present.isEmpty()) {
      return StepOutcome.failed(
          production.label()
              + " has "
              + present.text()
              + " at "
              + settings.servers().primary()
              + ": make the record first.");
    }
    Optional<Duration> low = settings.times().swapTtl();
    if (low.isEmpty()) {
      return StepOutcome.done(
          "The TTL of %s stays %d s, as configured.".formatted(production.label(), present.ttl()));
    }
    return present.ttl() > low.get().toSeconds()
        ? lower(present, low.get().toSeconds(), attempt)
        : waitOut(present, production.note(), attempt);
  }

  private StepOutcome lower(Present present, long low, Attempt attempt) {
    Duration old = Duration.ofSeconds(present.ttl());
    if (attempt.remaining().compareTo(old) < 0) {
      return StepOutcome.failed(
          ("The TTL of %s is %s, which has to be waited out once it is lowered; the step's time-out"
                  + " leaves %s, so nothing was changed. Raise rollout.timeouts.settle, or leave"
                  + " swap-ttl out.")
              .formatted(
                  production.label(), Countdown.words(old), Countdown.words(attempt.remaining())));
    }
    Note last = production.note();
    // A TTL that was lowered before, and not restored, is not the one to go back to.
    OptionalLong restore =
        last.restore().isPresent() ? last.restore() : OptionalLong.of(present.ttl());
    return switch (production.changeTtl(present, low, last, restore)) {
      case Primary.Reply.Taken _ -> {
        attempt.progress(
            "lowered the TTL of %s from %d s to %d s"
                .formatted(production.label(), present.ttl(), low));
        Present lowered = production.read();
        yield waitOut(lowered, production.note(), attempt);
      }
      case Primary.Reply.NotAsRequired(String code) -> changedMeanwhile(code);
      case Primary.Reply.Refused(String reason) -> StepOutcome.failed(reason);
    };
  }

  private StepOutcome waitOut(Present present, Note note, Attempt attempt) {
    if (!note.isAbout(present) || note.longest() <= present.ttl()) {
      return StepOutcome.done(
          "The TTL of %s is %d s already.".formatted(production.label(), present.ttl()));
    }
    Note shown = note;
    if (note.shown().isEmpty()) {
      Optional<StepOutcome> not = everywhere.shown(present, attempt);
      if (not.isPresent()) {
        return not.get();
      }
      shown = note.shownSince(clock.instant());
      var _ = production.write(shown, present);
    }
    Instant end = clock.instant().plus(shown.left(clock.instant()));
    String what =
        "answers with the old TTL of " + Countdown.words(Duration.ofSeconds(note.longest()));
    return new Countdown(clock, attempt)
        .until(end, what)
        .orElseGet(
            () ->
                StepOutcome.done(
                    "The TTL of %s is %d s (was %d s), and no answer with the old one is kept."
                        .formatted(production.label(), present.ttl(), note.longest())));
  }

  /** Puts the TTL back; done also where there is nothing to put back. */
  StepOutcome takeBack() {
    Present present = production.read();
    Note note = production.note();
    OptionalLong normal = normal(note);
    if (present.isEmpty() || normal.isEmpty() || isRestored(present, note, normal.getAsLong())) {
      return StepOutcome.done(
          "The TTL of %s is %d s; nothing to restore."
              .formatted(production.label(), present.ttl()));
    }
    return switch (production.changeTtl(present, normal.getAsLong(), note, OptionalLong.empty())) {
      case Primary.Reply.Taken _ ->
          StepOutcome.done(
              "The TTL of %s is %d s again (was %d s)."
                  .formatted(production.label(), normal.getAsLong(), present.ttl()));
      case Primary.Reply.NotAsRequired(String code) -> changedMeanwhile(code);
      case Primary.Reply.Refused(String reason) -> StepOutcome.failed(reason);
    };
  }

  private static boolean isRestored(Present present, Note note, long normal) {
    return note.restore().isEmpty() && present.ttl() == normal;
  }

  /** What the TTL is between deployments; empty where it was never lowered. */
  private OptionalLong normal(Note note) {
    return settings.times().ttl().map(it -> OptionalLong.of(it.toSeconds())).orElse(note.restore());
  }

  private StepOutcome changedMeanwhile(String code) {
    return StepOutcome.failed(
        "Somebody else changed %s meanwhile (%s); its TTL was left as it is."
            .formatted(production.label(), code));
  }
}
