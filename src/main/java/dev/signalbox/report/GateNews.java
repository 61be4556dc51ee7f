package dev.signalbox.report;

import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.Vote;
import java.util.List;

/** What happens at gates: each revision of the evidence has a prompt, which is kept up to date. */
final class GateNews {
  private GateNews() {}

  static void opened(Telling telling, JournalEvent.GateOpened e, Story story) {
    story
        .gates()
        .find(e.gate().id())
        .ifPresent(gate -> Prompts.tell(telling, gate, story, gate.approvers()));
  }

  /**
   * The old prompt is closed before the new one asks; who had approved is called when it can be
   * again.
   */
  static void revised(Telling telling, JournalEvent.EvidenceChanged e, Story story) {
    story
        .gates()
        .find(e.gate().id())
        .ifPresent(
            gate -> {
              gate.before().ifPresent(old -> Prompts.tell(telling, old, story, List.of()));
              boolean canApprove = gate.gate().evidence().holds();
              Prompts.tell(telling, gate, story, canApprove ? gate.lapsed() : List.of());
              telling.inThread(
                  Tone.NEUTRAL,
                  "evidence "
                      + gate.gate().revision()
                      + ": "
                      + Words.line(e.what())
                      + (e.voided() > 0
                          ? "; " + Words.count(e.voided(), "approval") + " became void"
                          : ""),
                  List.of());
            });
  }

  static void voted(Telling telling, Vote vote, int have, int need, Story story) {
    update(telling, vote.gate(), story);
    String means = vote.means() == Vote.Means.TYPED ? " (typed)" : " ✅";
    telling.inThread(
        Tone.GOOD, vote.by() + " approves" + means + ": " + have + " of " + need, List.of());
  }

  static void withdrawn(Telling telling, Vote vote, int have, int need, Story story) {
    update(telling, vote.gate(), story);
    telling.inThread(
        Tone.NEUTRAL, vote.by() + " takes the approval back: " + have + " of " + need, List.of());
  }

  static void left(Telling telling, long id, Story story) {
    update(telling, id, story);
    story
        .gates()
        .find(id)
        .ifPresent(
            gate ->
                telling.inThread(
                    Prompts.tone(gate),
                    gate.closed().orElse(""),
                    List.of(Prompts.footer(telling, gate, story))));
  }

  static void reminded(Telling telling, JournalEvent.GateReminded e, Story story) {
    String tally = story.gates().find(e.gate()).map(gate -> " " + gate.tally() + ".").orElse("");
    telling.inChannel(
        Tone.ASKING,
        story.id()
            + " still waits for approval: it expires "
            + Words.deadline(e.expiresAt(), story.at())
            + "."
            + tally,
        List.of(
            "✅ on the prompt or /approve " + story.id().number() + " lets it go on",
            "/reject " + story.id().number() + " <why> ends it and undoes it"),
        e.approvers());
  }

  private static void update(Telling telling, long id, Story story) {
    story.gates().find(id).ifPresent(gate -> Prompts.tell(telling, gate, story, List.of()));
  }
}
