package dev.signalbox.report;

import dev.signalbox.deployment.Hold;
import dev.signalbox.deployment.KeptCluster;
import java.time.Instant;
import java.util.List;

/** What is told of lanes rather than of deployments. */
final class Holds {
  private Holds() {}

  static void held(Telling telling, Hold hold) {
    Instant now = telling.entry().at();
    String until =
        hold.until()
            .map(t -> "Nothing is deployed there until " + Words.deadline(t, now) + ".")
            .orElse("Nothing is deployed there until it is released.");
    telling.inChannel(
        Tone.ASKING,
        Words.scope(hold.scope())
            + " is held by "
            + hold.by()
            + ": "
            + Words.sentence(hold.reason())
            + " "
            + until,
        List.of("/release " + Words.in(hold.scope()) + " lifts it"),
        List.of());
  }

  static void released(Telling telling, Hold hold, String reason) {
    String why = reason.isBlank() ? "Released by " + telling.entry().actor() : reason;
    telling.inChannel(
        Tone.GOOD,
        Words.scope(hold.scope())
            + " is open for deployments again. "
            + Words.capital(Words.sentence(why)),
        List.of("it was held by " + hold.by() + ": " + Words.line(hold.reason())),
        List.of());
  }

  static void kept(Telling telling, KeptCluster kept) {
    telling.inThread(
        Tone.GOOD,
        kept.cluster()
            + " stays on "
            + kept.version()
            + " until "
            + Words.at(kept.expiresAt(), telling.entry().at())
            + ", ready to take traffic again",
        List.of("/rollback " + Words.in(kept.lane())));
  }

  /** A deployment that takes the cluster has said so itself; that time passed, nobody said. */
  static void keptReleased(Telling telling, KeptCluster kept, String reason) {
    String why = Words.capital(Words.sentence(reason));
    boolean byAnother =
        telling.entry().deployment().filter(by -> !by.equals(kept.deployment())).isPresent();
    if (byAnother) {
      telling.inThread(
          Tone.NEUTRAL,
          kept.cluster() + " (" + kept.version() + ") is not kept any more",
          List.of(why));
      return;
    }
    telling.inChannel(
        Tone.NEUTRAL,
        "/rollback cannot bring "
            + kept.lane().application()
            + " "
            + kept.version()
            + " back to "
            + kept.lane().stage()
            + " at once any more: "
            + kept.cluster()
            + " is not kept. "
            + why,
        List.of(),
        List.of());
  }
}
