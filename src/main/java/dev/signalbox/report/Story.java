package dev.signalbox.report;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Ending;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.KeptCluster;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Plan;
import dev.signalbox.deployment.Step;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.report.Message.NodeMark;
import dev.signalbox.report.Message.PhaseMark;
import dev.signalbox.topology.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One deployment as its journal tells it so far; what the live card and every message of it are
 * made from. Told the same entries again, it stays as it is.
 */
public final class Story {
  private final DeploymentId id;
  private final Plan plan;
  private final String digest;
  private final Actor requester;
  private final Instant requestedAt;
  private final Track track;
  private final NodeBoard nodes;
  private final GateBook gates = new GateBook();
  private final Set<Step> done = new HashSet<>();
  private final Map<Step, Instant> began = new HashMap<>();

  private long position;
  private Instant at;
  private Phase phase;
  private Optional<Phase> restedIn = Optional.empty();
  private Ending ending = Ending.NONE;
  private String reason = "";
  private String live;
  private String last = "";
  private String traffic = "";
  private List<String> onDuty = List.of();
  private Optional<Event.Kind> stopRequested = Optional.empty();
  private Optional<KeptCluster> kept = Optional.empty();

  private Story(DeploymentId id, JournalEntry entry, JournalEvent.DeploymentRequested requested) {
    this.id = id;
    this.plan = requested.plan();
    this.digest = requested.digest();
    this.requester = entry.actor();
    this.requestedAt = entry.at();
    this.position = entry.position();
    this.at = entry.at();
    this.phase = plan.strategy().table().initial();
    this.live = plan.from();
    this.track = new Track(plan);
    this.nodes = new NodeBoard(plan);
  }

  /** The story that these entries of one deployment tell; empty while it was not requested. */
  public static Optional<Story> of(List<JournalEntry> entries) {
    Optional<Story> story = Optional.empty();
    for (JournalEntry entry : entries) {
      story.ifPresent(s -> s.add(entry));
      if (story.isEmpty() && entry.event() instanceof JournalEvent.DeploymentRequested requested) {
        story = entry.deployment().map(id -> new Story(id, entry, requested));
      }
    }
    return story;
  }

  /** Goes on by one entry of the same deployment; one that it knows already changes nothing. */
  public void add(JournalEntry entry) {
    if (entry.position() <= position) {
      return;
    }
    position = entry.position();
    at = entry.at();
    switch (entry.event()) {
      case JournalEvent.PhaseEntered e -> entered(e);
      case JournalEvent.StepBegan e -> stepBegan(e);
      case JournalEvent.StepProgressed e -> progressed(e);
      case JournalEvent.StepEnded e -> stepEnded(e);
      case JournalEvent.StopRequested e -> stopRequested = Optional.of(e.asked());
      case JournalEvent.SwapReadBack e -> live = e.live();
      case JournalEvent.DriftSeen e -> live = e.live();
      case JournalEvent.ClusterKept e -> kept = Optional.of(e.kept());
      case JournalEvent.KeptReleased _ -> kept = Optional.empty();
      case JournalEvent.AttentionNeeded e -> attention(e);
      case JournalEvent.DeploymentEnded e -> ended(e);
      case JournalEvent.GateOpened e -> gates.opened(e);
      case JournalEvent.EvidenceChanged e -> gates.revised(e);
      case JournalEvent.VoteGiven e -> gates.voted(e);
      case JournalEvent.VoteWithdrawn e -> gates.withdrawn(e);
      case JournalEvent.ApprovalConsumed e -> gates.consumed(e, at);
      case JournalEvent.GateLeft e -> gates.left(e, at);
      case JournalEvent.DeploymentRequested _, JournalEvent.GateReminded _ -> {}
      case JournalEvent.CommandAccepted _, JournalEvent.CommandRefused _ -> {}
      case JournalEvent.Held _, JournalEvent.Released _, JournalEvent.Recovered _ -> {}
      case JournalEvent.MessageDelivered _ -> {}
    }
  }

  /** The deployment that it is about. */
  public DeploymentId id() {
    return id;
  }

  /** The lane that it is deployed to. */
  public Lane lane() {
    return plan.lane();
  }

  /** Whether the deployment has ended, so that little more will be told. */
  public boolean over() {
    return phase.isFinal();
  }

  Plan plan() {
    return plan;
  }

  String digest() {
    return digest;
  }

  Actor requester() {
    return requester;
  }

  Phase phase() {
    return phase;
  }

  Optional<Phase> restedIn() {
    return restedIn;
  }

  Ending ending() {
    return ending;
  }

  String reason() {
    return reason;
  }

  String last() {
    return last;
  }

  String traffic() {
    return traffic;
  }

  List<String> onDuty() {
    return onDuty;
  }

  Optional<Event.Kind> stopRequested() {
    return stopRequested;
  }

  Optional<KeptCluster> kept() {
    return kept;
  }

  long position() {
    return position;
  }

  Instant at() {
    return at;
  }

  int stepsDone() {
    return done.size();
  }

  List<NodeMark> nodes() {
    return nodes.marks();
  }

  List<PhaseMark> track() {
    return track.marks(phase);
  }

  /** Whether it acts, but not on the way that was planned. */
  boolean goesBack() {
    return phase.kind() == Phase.Kind.ACTING && !track.isOnPath(phase);
  }

  /** The gates that it came to. */
  GateBook gates() {
    return gates;
  }

  /** From request to the newest entry. */
  Duration age() {
    return Duration.between(requestedAt, at);
  }

  /** From the step's begin to the newest entry; empty when its begin is not known. */
  Optional<Duration> took(Step step) {
    return Optional.ofNullable(began.get(step)).map(from -> Duration.between(from, at));
  }

  /** What production gets, such as {@code blue (v1)}. */
  String production() {
    List<String> drained = nodes.drained(live);
    return named(live)
        + (drained.isEmpty() ? "" : "; " + Words.all(drained) + " drained, without traffic");
  }

  /** A cluster with its version, such as {@code blue (v1)}. */
  String named(String cluster) {
    return nodes
        .versions(cluster)
        .or(() -> known(cluster))
        .map(v -> cluster + " (" + v + ")")
        .orElse(cluster);
  }

  private Optional<String> known(String cluster) {
    if (cluster.equals(plan.from())) {
      return plan.before().map(v -> v.text());
    }
    return cluster.equals(plan.to()) ? Optional.of(plan.version().text()) : Optional.empty();
  }

  private void entered(JournalEvent.PhaseEntered e) {
    restedIn =
        e.to() == Phase.NEEDS_ATTENTION ? Optional.of(restedIn.orElse(e.from())) : Optional.empty();
    track.moved(e.from(), e.to(), e.event());
    phase = e.to();
    stopRequested = Optional.empty();
    if (!e.reason().isBlank()) {
      reason = Words.line(e.reason());
    }
  }

  private void stepBegan(JournalEvent.StepBegan e) {
    began.put(e.step(), at);
    nodes.began(e.step());
  }

  private void progressed(JournalEvent.StepProgressed e) {
    last = Steps.progress(e.step(), e.line());
    if (e.step().phase() == Phase.WATCHING) {
      traffic = Words.line(e.line());
    }
  }

  private void stepEnded(JournalEvent.StepEnded e) {
    nodes.ended(e.step(), e.outcome());
    if (e.outcome() instanceof StepOutcome.Done && plan.steps().contains(e.step())) {
      done.add(e.step());
    }
    last = Steps.result(e.step(), e.outcome());
    if (e.step().phase() == Phase.WATCHING) {
      traffic = Words.line(e.outcome().line());
    }
  }

  private void attention(JournalEvent.AttentionNeeded e) {
    restedIn = Optional.of(e.restedIn());
    reason = Words.line(e.reason());
    onDuty = List.copyOf(e.onDuty());
  }

  private void ended(JournalEvent.DeploymentEnded e) {
    phase = e.how();
    ending = e.ending();
    reason = Words.line(e.reason());
    traffic = Words.line(e.traffic());
  }
}
