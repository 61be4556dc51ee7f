package dev.signalbox.traffic.dns;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.PortFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Waits until servers show a change: asking for it and seeing it true are two facts. */
final class Everywhere {
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final Primary primary;
  private final Nameservers nameservers;

  Everywhere(Primary primary, Nameservers nameservers) {
    this.primary = primary;
    this.nameservers = nameservers;
  }

  /** Every authoritative server. */
  List<Onlooker> authoritative() {
    return nameservers.find();
  }

  /** The chosen resolvers. */
  List<Onlooker> resolvers() {
    return primary.servers().resolvers().stream().map(Onlooker::resolver).toList();
  }

  /** What the authoritative servers say at this moment. */
  Survey authoritative(Present expected) {
    return Survey.of(authoritative(), expected, true, primary.servers().timeout());
  }

  /** What the resolvers say at this moment; their TTLs are what is left of one. */
  Survey resolvers(Present expected) {
    return Survey.of(resolvers(), expected, false, primary.servers().timeout());
  }

  /**
   * Waits until every authoritative server shows it, with no longer TTL. A server that does not
   * answer us may still answer others with what was before, so it is waited for too.
   *
   * @return empty when all show it, or why it was not waited for any longer
   */
  Optional<StepOutcome> shown(Present expected, Attempt attempt) {
    List<Onlooker> servers = authoritative();
    if (servers.isEmpty()) {
      return Optional.of(
          StepOutcome.failed(
              "The zone " + primary.zone() + " has no NS record: write authoritative."));
    }
    return until(
        () -> Survey.of(servers, expected, true, primary.servers().timeout()),
        Survey::unanimous,
        attempt,
        "The change is not everywhere yet: %s. Bring that server back or mend its transfers"
            + " (also-notify, allow-transfer); one that is gone for good has to leave the zone's NS"
            + " records or authoritative.");
  }

  /**
   * Waits until no resolver that answers says what was before. One that is down keeps nobody.
   *
   * @return empty when none does, or why it was not waited for any longer
   */
  Optional<StepOutcome> resolved(Present expected, Attempt attempt) {
    return until(
        () -> resolvers(expected),
        it -> it.lines().isEmpty(),
        attempt,
        "A resolver keeps the old answer beyond its time: %s. Flush the name there; look for a"
            + " minimum TTL or for stale answers in its configuration.");
  }

  private Optional<StepOutcome> until(
      java.util.function.Supplier<Survey> look,
      java.util.function.Predicate<Survey> good,
      Attempt attempt,
      String giveUp) {
    Duration pause = FIRST;
    String told = "";
    while (true) {
      Survey survey = look(look);
      if (good.test(survey)) {
        return Optional.empty();
      }
      if (!told.equals(survey.text())) {
        told = survey.text();
        attempt.progress("waiting for " + survey.asked() + " servers: " + told);
      }
      if (!attempt.pause(pause)) {
        String left = giveUp.formatted(told);
        return Optional.of(
            attempt.stopRequested()
                ? new StepOutcome.Stopped("Stopped on request. " + left)
                : StepOutcome.failed(left));
      }
      Duration twice = pause.multipliedBy(2);
      pause = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }
  }

  private static Survey look(java.util.function.Supplier<Survey> look) {
    try {
      return look.get();
    } catch (PortFailure.Unreachable e) {
      return new Survey(List.of(), List.of(e.reason()), 0);
    }
  }
}
