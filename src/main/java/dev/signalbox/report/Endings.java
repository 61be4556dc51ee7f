package dev.signalbox.report;

import dev.signalbox.deployment.JournalEvent.DeploymentEnded;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The last message of a deployment. */
final class Endings {
  private Endings() {}

  /** Whether a deployment in this phase is on its way back. */
  static boolean goesBack(Phase phase) {
    return switch (phase) {
      case REVERTING, UNDOING, RETURNING, SETTLING_RETURN -> true;
      default -> false;
    };
  }

  static void tell(Telling telling, DeploymentEnded e, Story story) {
    List<String> details = new ArrayList<>();
    if (e.how() != Phase.SUCCEEDED) {
      details.add("production: " + story.production());
    }
    details.add(approvals(e.approvers(), story));
    if (!e.traffic().isBlank()) {
      details.add("traffic: " + Words.line(e.traffic()));
    }
    wayBack(e, story).ifPresent(details::add);
    details.add("plan " + story.digest() + " · " + telling.chain());
    Tone tone = e.how() == Phase.SUCCEEDED ? Tone.GOOD : Tone.BAD;
    List<String> mentions = tone == Tone.GOOD ? List.of() : List.of(story.requester().person());
    telling.inChannel(tone, story.id() + " " + text(e, story), details, mentions);
  }

  private static String text(DeploymentEnded e, Story story) {
    Plan plan = story.plan();
    String what = plan.lane().application() + " " + e.live();
    String stage = plan.lane().stage().name();
    String took = Words.time(story.age());
    String why = Words.sentence(e.reason());
    return switch (e.how()) {
      case SUCCEEDED ->
          plan.strategy().isRollback()
              ? "done: " + what + " serves " + stage + " again, after " + took + "."
              : "done: " + what + " serves " + stage + ", after " + took + ".";
      case UNDONE -> "ended without a swap after " + took + ". " + why + unchanged(what, stage);
      case ROLLED_BACK ->
          "rolled back after "
              + took
              + ". "
              + why
              + " "
              + Words.capital(what)
              + " serves "
              + stage
              + " again.";
      case UNCONVERGED ->
          "done in part after "
              + took
              + ": "
              + what
              + " serves "
              + stage
              + ", but the other cluster stays on its old version. "
              + why;
      case ABANDONED -> "ended as it stands after " + took + ". " + why + " Nothing was undone.";
      default -> "ended: " + e.how().label() + ". " + why;
    };
  }

  private static String unchanged(String what, String stage) {
    return " Users saw nothing of it: " + what + " serves " + stage + " as before.";
  }

  private static String approvals(List<String> approvers, Story story) {
    Duration waited = story.gates().waited();
    String wait =
        waited.toSeconds() > 0 ? ", " + Words.time(waited) + " of waiting for people" : "";
    if (!approvers.isEmpty()) {
      return "approved by " + Words.all(approvers) + wait;
    }
    return story.plan().strategy().isRollback()
        ? "a rollback needs a role, not an approval: asked for by " + story.requester()
        : "approved by nobody" + wait;
  }

  /** What to type to have the old version back; none where nothing new serves. */
  private static Optional<String> wayBack(DeploymentEnded e, Story story) {
    Plan plan = story.plan();
    boolean newServes = e.how() == Phase.SUCCEEDED || e.how() == Phase.UNCONVERGED;
    if (!newServes || plan.strategy().isRollback()) {
      return Optional.empty();
    }
    String lane = Words.in(plan.lane());
    if (story.kept().isPresent()) {
      var kept = story.kept().get();
      return Optional.of(
          "to go back: /rollback "
              + lane
              + " ("
              + kept.cluster()
              + " keeps "
              + kept.version()
              + " until "
              + Words.at(kept.expiresAt(), story.at())
              + ")");
    }
    return plan.before()
        .map(
            before ->
                plan.stepsOf(Phase.ADMITTING).isEmpty()
                    ? "to go back: /deploy " + before + " " + lane
                    : "to go back: /rollback " + lane + " (node by node to " + before + ")");
  }
}
