package dev.signalbox.report;

import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.JournalEvent.AttentionNeeded;
import dev.signalbox.deployment.JournalEvent.DriftSeen;
import dev.signalbox.deployment.JournalEvent.PhaseEntered;
import dev.signalbox.deployment.JournalEvent.SwapReadBack;
import dev.signalbox.deployment.Phase;
import dev.signalbox.topology.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What moves production, goes wrong, or leaves the planned way. */
final class Incidents {
  private final Function<Lane, List<String>> onDuty;

  Incidents(Function<Lane, List<String>> onDuty) {
    this.onDuty = onDuty;
  }

  /** On the planned way the card says it; off it, the thread, and a failure the channel. */
  void entered(Telling telling, PhaseEntered e, Story story) {
    if (e.from() == Phase.ADMITTING && e.event() == Event.Kind.COMPLETED) {
      admitted(telling, story);
    }
    boolean toldByAnother = e.to() == Phase.NEEDS_ATTENTION || e.to().isFinal();
    if (toldByAnother || onTheWay(e.event())) {
      return;
    }
    String reason = Words.sentence(e.reason());
    String next = "now: " + e.to().label();
    if (e.event() != Event.Kind.STEP_FAILED || e.to() == Phase.JUDGING) {
      String text = reason.isEmpty() ? Words.capital(e.to().label()) : Words.capital(reason);
      telling.inThread(Tone.NEUTRAL, text, reason.isEmpty() ? List.of() : List.of(next));
      return;
    }
    telling.inChannel(
        Tone.BAD,
        story.id() + " failed: " + reason,
        List.of(story.lane().stage() + ": " + story.production(), next),
        List.of());
  }

  /** Rolling has no switch to read back; its canary's admission is what a swap is elsewhere. */
  private static void admitted(Telling telling, Story story) {
    telling.inChannel(
        Tone.GOOD,
        story.id()
            + ": "
            + Prompts.canary(story.plan())
            + " takes traffic of "
            + Words.lane(story.lane())
            + ". Next: "
            + Prompts.others(story.plan())
            + ".",
        List.of("back to the old version: /rollback " + story.id().number()),
        List.of());
  }

  void readBack(Telling telling, SwapReadBack e, Story story) {
    if (!e.live().equals(e.to())) {
      telling.inChannel(
          Tone.BAD,
          story.id()
              + " asked for "
              + e.to()
              + ", but the switch says that "
              + Words.lane(story.lane())
              + " goes to "
              + e.live()
              + ".",
          List.of(),
          onDuty.apply(story.plan().lane()));
      return;
    }
    List<String> details = new ArrayList<>();
    if (story.phase() == Phase.SWAPPING) {
      details.add("back to " + story.named(e.from()) + ": /rollback " + story.id().number());
    }
    boolean back = story.phase() == Phase.SWAPPING_BACK || story.phase() == Phase.RETURNING;
    String what = back ? " swapped back: " : " swapped: ";
    telling.inChannel(
        Tone.GOOD,
        story.id()
            + what
            + Words.lane(story.lane())
            + " goes to "
            + story.named(e.to())
            + ". Read back from the switch after "
            + Words.time(Duration.ofMillis(e.took()))
            + ".",
        details,
        List.of());
  }

  void attention(Telling telling, AttentionNeeded e, Story story) {
    List<String> details = new ArrayList<>();
    details.add("it stopped while " + e.restedIn().label());
    details.addAll(Standing.of(e.standing()));
    details.addAll(Cards.remedies(story));
    telling.inChannel(
        Tone.BAD,
        story.id() + " needs you: " + Words.sentence(e.reason()) + " Nothing goes on by itself.",
        details,
        e.onDuty());
  }

  void drift(Telling telling, DriftSeen e, Optional<Story> story) {
    Optional<Lane> lane = telling.entry().lane().or(() -> story.map(s -> s.plan().lane()));
    String where = lane.map(Words::lane).orElse("production");
    String number = story.map(s -> s.id() + ": ").orElse("");
    List<String> details = new ArrayList<>();
    details.add("Signalbox changed nothing, and does not change it back");
    lane.ifPresent(l -> details.add("/status " + Words.in(l) + " reads the switch now"));
    story
        .filter(s -> !s.over())
        .ifPresent(
            s -> details.add("/abort " + s.id().number() + " ends this deployment and undoes it"));
    telling.inChannel(
        Tone.BAD,
        number
            + where
            + " goes to "
            + e.live()
            + ", but "
            + e.expected()
            + " was last seen live: somebody else changed the switch.",
        details,
        lane.map(onDuty).orElse(List.of()));
  }

  private static boolean onTheWay(Event.Kind event) {
    return switch (event) {
      case COMPLETED, APPROVED -> true;
      case STEP_FAILED, OUTCOME_UNKNOWN, INCONCLUSIVE, REJECTED, EXPIRED -> false;
      case ABORT, ROLL_BACK, RETRY, ABANDON, RESTARTED -> false;
    };
  }
}
