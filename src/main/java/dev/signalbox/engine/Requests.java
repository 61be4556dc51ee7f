package dev.signalbox.engine;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Hold;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Plan;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.port.DeploymentStore.Begun;
import dev.signalbox.port.Journal.About;
import dev.signalbox.port.PortFailure;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Plans deployments and begins them. */
public final class Requests {
  private static final int LOOK_BACK = 50;

  private final Engine engine;
  private final Workshop shop;

  /** Begins deployments that the engine then runs. */
  public Requests(Engine engine) {
    this.engine = engine;
    this.shop = engine.shop();
  }

  /** What became of the wish to begin. */
  public sealed interface Begin {
    /** It runs. */
    record Running(Deployment deployment) implements Begin {}

    /** It does not, for this reason. */
    record Refused(String reason) implements Begin {}
  }

  /** The plan for a version, or why there is none; changes nothing. */
  public Planned plan(Lane lane, Version version, Optional<Strategy> strategy) {
    try {
      Strategy chosen = strategy.orElse(shop.tools().spec(lane).rollout().strategy());
      return shop.tools().planner(lane, shop.stores().lanes().kept(lane)).plan(version, chosen);
    } catch (PortFailure e) {
      return new Planned.Impossible("no plan could be made: " + e.reason());
    }
  }

  /** The plan for the way back of a lane, or why there is none; changes nothing. */
  public Planned planRollback(Lane lane) {
    try {
      // What was undone left nothing behind: the one before it is still the one to go back from.
      Optional<Deployment> last =
          shop.stores().deployments().newest(Optional.of(lane), LOOK_BACK).stream()
              .filter(d -> d.phase() != Phase.UNDONE && d.phase() != Phase.ROLLED_BACK)
              .findFirst();
      return shop.tools()
          .rollbackPlanner(lane)
          .plan(last, shop.stores().lanes().kept(lane), shop.clock().instant());
    } catch (PortFailure e) {
      return new Planned.Impossible("no plan could be made: " + e.reason());
    }
  }

  /** The hold that covers the lane now. */
  public Optional<Hold> hold(Lane lane) {
    Instant now = shop.clock().instant();
    return shop.stores().lanes().holds().stream()
        .filter(h -> h.scope().covers(lane) && h.holdsAt(now))
        .findFirst();
  }

  /** Begins a deployment in a free lane; what counts is what the transaction sees. */
  public Begin begin(Plan plan, Actor by, String channel) {
    Lane lane = plan.lane();
    Begin begin =
        shop.stores()
            .transactions()
            .in(
                () -> {
                  shop.stores().lanes().lock(lane);
                  Optional<String> objection = objection(plan);
                  if (objection.isPresent()) {
                    return new Begin.Refused(objection.get());
                  }
                  return switch (shop.stores()
                      .deployments()
                      .begin(plan, by, shop.clock().instant(), shop.instance())) {
                    case Begun.Occupied(DeploymentId other) ->
                        new Begin.Refused(occupied(lane, other));
                    case Begun.Started(Deployment d) -> begun(d, by, channel);
                  };
                });
    if (begin instanceof Begin.Running(Deployment d)) {
      engine.wake(d.id());
    }
    return begin;
  }

  /** What speaks against it now, whatever held when the plan was made. */
  private Optional<String> objection(Plan plan) {
    return switch (plan.strategy()) {
      case ROLLBACK_ROLLING -> Optional.empty();
      case ROLLBACK_SWAP ->
          shop.stores()
                  .lanes()
                  .kept(plan.lane())
                  .filter(k -> shop.clock().instant().isBefore(k.expiresAt()))
                  .filter(k -> k.cluster().equals(plan.to()) && k.version().equals(plan.version()))
                  .isPresent()
              ? Optional.empty()
              : Optional.of(plan.to() + " is not kept any more: it cannot be gone back to");
      case BLUE_GREEN, PRIMARY_FIRST, RED_BLACK, ROLLING_UPDATE ->
          hold(plan.lane()).map(h -> held(plan.lane(), h));
    };
  }

  /** Why nothing may be deployed while the hold lasts. */
  public static String held(Lane lane, Hold hold) {
    String until = hold.until().map(t -> " until " + t).orElse("");
    return lane
        + " is held by "
        + hold.by()
        + until
        + ": "
        + hold.reason()
        + ". /release it first.";
  }

  private Begin begun(Deployment d, Actor by, String channel) {
    About about = About.of(d.id(), d.plan().lane());
    shop.stores()
        .journal()
        .append(
            about, by, new JournalEvent.DeploymentRequested(d.plan(), d.plan().digest(), channel));
    List<String> clusters = List.of(d.plan().from(), d.plan().to());
    shop.stores()
        .lanes()
        .lastSeenLive(d.plan().lane())
        .filter(seen -> !seen.equals(clusters.getFirst()))
        .ifPresent(
            seen ->
                shop.stores()
                    .journal()
                    .append(
                        about,
                        Actor.SIGNALBOX,
                        new JournalEvent.DriftSeen(seen, clusters.getFirst())));
    shop.stores().lanes().sawLive(d.plan().lane(), clusters.getFirst());
    shop.stores().deployments().lease(d.id(), engine.lease());
    return new Begin.Running(d);
  }

  /** Why the lane is not free, where it is not. */
  public Optional<String> occupation(Lane lane) {
    return shop.stores().deployments().occupying(lane).map(d -> occupied(lane, d.id()));
  }

  /** The version that the cluster's nodes have; empty where they differ. */
  public Optional<Version> version(Lane lane, String cluster) {
    return shop.tools().clusters(lane).version(cluster);
  }

  private String occupied(Lane lane, DeploymentId other) {
    Phase phase =
        shop.stores().deployments().find(other).map(Deployment::phase).orElse(Phase.PREPARING);
    String remedy =
        phase == Phase.NEEDS_ATTENTION
            ? "/retry, /rollback or /abandon it first."
            : "Wait for it, or /abort " + other.number() + ".";
    return lane + " is occupied by " + other + ", which is " + phase.label() + ". " + remedy;
  }
}
