package dev.signalbox.report;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.Vote;
import dev.signalbox.topology.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is said of a journal entry. In the channel itself stand a deployment's start, its gates, its
 * swaps, its failures and its end; everything else goes into the thread of its card.
 */
public final class Narration {
  private final Incidents incidents;

  /**
   * A narration.
   *
   * @param onDuty the names of the people to call when something is wrong with a lane
   */
  public Narration(Function<Lane, List<String>> onDuty) {
    this.incidents = new Incidents(onDuty);
  }

  /** The deployment whose story an entry belongs to. */
  public static Optional<DeploymentId> subject(JournalEntry entry) {
    return switch (entry.event()) {
      // The lane lost it, perhaps to another deployment; the card with the button is the older one.
      case JournalEvent.KeptReleased e -> Optional.of(e.kept().deployment());
      default -> entry.deployment();
    };
  }

  /**
   * The messages that the entry becomes; none for what is not told.
   *
   * @param story of the entry's {@link #subject}, told up to and with this entry; empty where the
   *     entry belongs to no deployment
   */
  public List<Message> tell(JournalEntry entry, Optional<Story> story) {
    Telling telling = new Telling(entry, story.map(Story::id));
    switch (entry.event()) {
      // Whoever spoke has their answer already.
      case JournalEvent.CommandAccepted _, JournalEvent.CommandRefused _ -> {
        return List.of();
      }
      // Telling of a delivery would be delivered, and so on without end.
      case JournalEvent.MessageDelivered _ -> {
        return List.of();
      }
      case JournalEvent.Held e -> Holds.held(telling, e.hold());
      case JournalEvent.Released e -> Holds.released(telling, e.hold(), e.reason());
      case JournalEvent.KeptReleased e -> Holds.keptReleased(telling, e.kept(), e.reason());
      case JournalEvent.DriftSeen e -> incidents.drift(telling, e, story);
      case JournalEvent.DeploymentRequested _ -> story.ifPresent(s -> start(telling, s));
      case JournalEvent.PhaseEntered e -> story.ifPresent(s -> incidents.entered(telling, e, s));
      case JournalEvent.StepBegan _ -> {
        // The card shows it; the thread is told how it ends.
      }
      case JournalEvent.StepProgressed e ->
          telling.inThread(Tone.RUNNING, Steps.progress(e.step(), e.line()), List.of());
      case JournalEvent.StepEnded e -> story.ifPresent(s -> Steps.ended(telling, e, s));
      case JournalEvent.StopRequested e -> stopRequested(telling, e);
      case JournalEvent.GateOpened e -> story.ifPresent(s -> GateNews.opened(telling, e, s));
      case JournalEvent.EvidenceChanged e -> story.ifPresent(s -> GateNews.revised(telling, e, s));
      case JournalEvent.VoteGiven(Vote vote, int have, int need) ->
          story.ifPresent(s -> GateNews.voted(telling, vote, have, need, s));
      case JournalEvent.VoteWithdrawn(Vote vote, int have, int need) ->
          story.ifPresent(s -> GateNews.withdrawn(telling, vote, have, need, s));
      case JournalEvent.ApprovalConsumed e ->
          story.ifPresent(s -> GateNews.left(telling, e.gate(), s));
      case JournalEvent.GateLeft e -> story.ifPresent(s -> GateNews.left(telling, e.gate(), s));
      case JournalEvent.GateReminded e -> story.ifPresent(s -> GateNews.reminded(telling, e, s));
      case JournalEvent.SwapReadBack e -> story.ifPresent(s -> incidents.readBack(telling, e, s));
      case JournalEvent.Recovered e ->
          telling.inThread(
              Tone.NEUTRAL,
              "Signalbox was started again and goes on: " + e.phase().label(),
              List.of());
      case JournalEvent.AttentionNeeded e ->
          story.ifPresent(s -> incidents.attention(telling, e, s));
      case JournalEvent.ClusterKept e -> Holds.kept(telling, e.kept());
      case JournalEvent.DeploymentEnded e -> story.ifPresent(s -> Endings.tell(telling, e, s));
    }
    story.ifPresent(s -> card(telling, s));
    return telling.messages();
  }

  private static void stopRequested(Telling telling, JournalEvent.StopRequested e) {
    String asked = e.asked() == Event.Kind.ROLL_BACK ? "to roll back" : "to abort";
    String why = Words.line(e.reason());
    telling.inThread(
        Tone.NEUTRAL,
        telling.entry().actor()
            + " asks "
            + asked
            + (why.isEmpty() ? "" : ": " + why)
            + ". It is done as soon as the running step ends.",
        List.of());
  }

  private static void card(Telling telling, Story story) {
    telling.inChannel(Message.cardKey(story.id()), Cards.of(story), List.of(), List.of());
  }

  private static void start(Telling telling, Story story) {
    var plan = story.plan();
    var lane = plan.lane();
    List<String> details = new ArrayList<>();
    details.add(
        lane.stage()
            + " now: "
            + story.production()
            + (plan.from().equals(plan.to())
                ? ""
                : ", afterwards: " + plan.to() + " (" + plan.version() + ")"));
    plan.notes().forEach(note -> details.add(Words.line(note)));
    details.add(
        Words.count(plan.steps().size(), "step")
            + " · plan "
            + story.digest()
            + " · "
            + telling.chain());
    String what =
        plan.strategy().isRollback()
            ? " rolls " + Words.lane(lane) + " back to " + plan.version()
            : " deploys " + lane.application() + " " + plan.version() + " to " + lane.stage();
    telling.inChannel(
        Tone.RUNNING,
        story.id() + " " + story.requester() + what + " (" + plan.strategy().word() + ").",
        details,
        List.of());
  }
}
