package dev.signalbox.traffic.dns;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Holds the old cluster after a swap: until every authoritative server shows the new value, and
 * then for the longest TTL that was published before, plus a margin. The TTL stays as it is: a swap
 * back may follow.
 */
final class Settling {
  private final DnsSwitchSettings settings;
  private final ProductionName production;
  private final Everywhere everywhere;
  private final InstantSource clock;

  Settling(
      DnsSwitchSettings settings,
      ProductionName production,
      Everywhere everywhere,
      InstantSource clock) {
    this.settings = settings;
    this.production = production;
    this.everywhere = everywhere;
    this.clock = clock;
  }

  /**
   * Goes on wherever an earlier one ended: the note says since when the swap is shown.
   *
   * @param present what the name says now, which is not the old cluster
   */
  StepOutcome settle(String old, Present present, Attempt attempt) {
    Note note = lastChange(present);
    if (note.shown().isEmpty()) {
      Optional<StepOutcome> not = everywhere.shown(present, attempt);
      if (not.isPresent()) {
        return not.get();
      }
      note = note.shownSince(clock.instant());
      var _ = production.write(note, present);
    }
    return hold(old, present, note, attempt)
        .or(() -> everywhere.resolved(present, attempt))
        .or(() -> changedSince(present))
        .orElseGet(() -> settled(old, present));
  }

  /** Where somebody else made the change nobody noted what was published, so the most is taken. */
  private Note lastChange(Present present) {
    Note note = production.note();
    if (note.isAbout(present)) {
      return note;
    }
    long configured = settings.times().ttl().map(Duration::toSeconds).orElse(0L);
    long longest =
        Math.max(
            Math.max(note.longest(), note.restore().orElse(0)),
            Math.max(present.ttl(), configured));
    return new Note(present.values(), longest, Optional.empty(), note.restore());
  }

  private Optional<StepOutcome> hold(String old, Present present, Note note, Attempt attempt) {
    Instant since = note.shown().orElseThrow();
    Instant end = since.plusSeconds(note.longest()).plus(settings.times().margin());
    if (!end.isAfter(clock.instant())) {
      return Optional.empty();
    }
    attempt.progress(
        "every authoritative server says %s; resolvers that say something else: %s"
            .formatted(present.text(), otherwise(present)));
    String what =
        "old answers that lead to %s (TTL of up to %s, and %s of margin)"
            .formatted(
                old,
                Countdown.words(Duration.ofSeconds(note.longest())),
                Countdown.words(settings.times().margin()));
    return new Countdown(clock, attempt).until(end, what);
  }

  private String otherwise(Present present) {
    Survey survey = everywhere.resolvers(present);
    return survey.unanimous() ? "none of " + survey.asked() : survey.text();
  }

  private Optional<StepOutcome> changedSince(Present present) {
    Present now = production.read();
    return now.saysAs(present)
        ? Optional.empty()
        : Optional.of(
            StepOutcome.failed(
                "Somebody else changed %s to %s while the old cluster was held."
                    .formatted(production.label(), now.text())));
  }

  private StepOutcome settled(String old, Present present) {
    Survey resolvers = everywhere.resolvers(present);
    String silent =
        resolvers.silent().isEmpty()
            ? ""
            : " Not asked: " + String.join("; ", resolvers.silent()) + ".";
    return StepOutcome.done(
        "No answer that leads to %s is kept any more.%s".formatted(old, silent));
  }
}
