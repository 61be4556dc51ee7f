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

  static void tell(Telling telling, DeploymentEnded e, Story story) {
    List<String> details = new ArrayList<>();
    if (e.how() != Phase.SUCCEEDED) {
      details.add(story.lane().stage() + ": " + story.production());
    }
    details.addAll(approvals(e.approvers(), story));
    if (!e.traffic().isBlank()) {
      details.add("traffic: " + Words.line(e.traffic()));
    }
    wayBack(e, story).ifPresent(details::add);
    details.add("plan " + story.digest() + " · " + telling.chain());
    Tone tone = e.how() == Phase.SUCCEEDED ? Tone.GOOD : Tone.BAD;
    // Whoever asked for it wants to know that it is over, well or not.
    List<String> mentions = List.of(story.requester().person());
    telling.inChannel(tone, story.id() + " " + text(e, story), details, mentions);
  }

  private static String text(DeploymentEnded e, Story story) {
    Plan plan = story.plan();
    String what = plan.lane().application() + " " + e.live();
    String stage = plan.lane().stage().name();
    String took = Words.time(story.age());
    String why = ": " + Words.sentence(e.reason());
    return switch (e.how()) {
      case SUCCEEDED ->
          plan.strategy().isRollback()
              ? "done: " + what + " serves " + stage + " again, after " + took + "."
              : "done: " + what + " serves " + stage + ", after " + took + ".";
      case UNDONE ->
          "undone after "
              + took
              + why
              + " Nobody was sent to "
              + plan.version()
              + ": "
              + what
              + " serves "
              + stage
              + " as before.";
      case ROLLED_BACK ->
          "rolled back after " + took + why + " Now " + what + " serves " + stage + " again.";
      case UNCONVERGED ->
          "done in part after "
              + took
              + why
              + " "
              + Words.capital(stage)
              + " is served by "
              + what
              + ", but the other cluster stays on its old version.";
      default ->
          "ended as it stands after " + took + why + " Signalbox does nothing more about it.";
    };
  }

  private static List<String> approvals(List<String> approvers, Story story) {
    Duration waited = story.gates().waited();
    String wait =
        waited.toSeconds() > 0 ? " (people were waited for " + Words.time(waited) + ")" : "";
    if (!approvers.isEmpty()) {
      return List.of("approved by " + Words.all(approvers) + wait);
    }
    if (story.plan().strategy().isRollback()) {
      return List.of("asked for by " + story.requester() + "; a rollback needs no approval");
    }
    return wait.isEmpty() ? List.of() : List.of("not approved" + wait);
  }

  /** What to type to have the old version back; none where nothing new serves. */
  private static Optional<String> wayBack(DeploymentEnded e, Story story) {
    Plan plan = story.plan();
    boolean newServes = e.how() == Phase.SUCCEEDED || e.how() == Phase.UNCONVERGED;
    if (!newServes || plan.strategy().isRollback()) {
      return Optional.empty();
    }
    String lane = Words.in(plan.lane());
    Optional<String> until = story.kept().map(k -> " until " + Words.at(k.expiresAt(), story.at()));
    return plan.before()
        .map(
            before ->
                "to go back: "
                    + switch (way(plan, e.how())) {
                      case KEPT ->
                          "/rollback "
                              + lane
                              + " ("
                              + plan.from()
                              + " stays on "
                              + before
                              + until.orElse("")
                              + ")";
                      case NODE_BY_NODE ->
                          "/rollback " + lane + " (node by node to " + before + ")";
                      case ANEW -> "/deploy " + before + " " + lane;
                    });
  }

  private enum WayBack {
    KEPT,
    NODE_BY_NODE,
    ANEW
  }

  private static WayBack way(Plan plan, Phase how) {
    boolean converged = !plan.stepsOf(Phase.CONVERGING).isEmpty() && how == Phase.SUCCEEDED;
    return switch (plan.strategy()) {
      case BLUE_GREEN -> converged ? WayBack.ANEW : WayBack.KEPT;
      case RED_BLACK -> WayBack.KEPT;
      case ROLLING_UPDATE -> WayBack.NODE_BY_NODE;
      case PRIMARY_FIRST, ROLLBACK_SWAP, ROLLBACK_ROLLING -> WayBack.ANEW;
    };
  }
}
