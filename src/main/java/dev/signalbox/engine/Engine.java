package dev.signalbox.engine;

import dev.signalbox.access.AccessRules;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Phase;
import dev.signalbox.engine.DeploymentRunner.Beginning;
import dev.signalbox.port.DeploymentStore.Lease;
import dev.signalbox.port.Equipment;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs deployments: one virtual thread each, owned by a lease so that of several instances on one
 * database one acts, and another takes over when it is gone.
 */
public final class Engine {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final int BEATS_OF_A_LEASE = 4;
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Workshop shop;
  private final ScheduledExecutorService scheduler;
  private final Duration lease;
  private final Map<DeploymentId, Running> running = new HashMap<>();
  private final Set<DeploymentId> broken = ConcurrentHashMap.newKeySet();
  private boolean closed;
  private @Nullable ScheduledFuture<?> beating;

  private record Running(DeploymentRunner runner, Thread thread) {}

  /** What became of the wish to own a deployment. */
  private enum Claim {
    OURS_ALREADY,
    TAKEN_OVER,
    SOMEBODY_ELSES
  }

  /**
   * An engine that runs nothing yet.
   *
   * @param instance names this process, different at each start
   * @param time whose scheduler beats the leases; it is not closed by the engine
   */
  public Engine(
      String instance,
      Stores stores,
      LaneSpecs specs,
      Equipment.Catalogue equipment,
      AccessRules access,
      EngineTime time) {
    LaneTools tools = new LaneTools(specs, equipment, () -> stores.lanes().holds(), time.clock());
    PhaseChanges changes =
        new PhaseChanges(stores, new StateMachineInterpreter(), access, specs, time.clock());
    Reality reality = new Reality(stores, tools, time);
    this.shop = new Workshop(instance, stores, changes, tools, reality, time);
    this.scheduler = time.scheduler();
    this.lease = time.lease();
  }

  /**
   * Takes up every deployment that has not ended and begins to beat.
   *
   * @param alone whether no other instance can be alive, as with an embedded database: then leases
   *     of processes that are gone are not waited for
   */
  public void start(boolean alone) {
    adopt(alone);
    Duration heartbeat = lease.dividedBy(BEATS_OF_A_LEASE);
    beating =
        scheduler.scheduleWithFixedDelay(
            this::beat, heartbeat.toMillis(), heartbeat.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Stops running; what is under way is taken up by the next start. */
  public void stop() {
    if (beating != null) {
      beating.cancel(false);
    }
    Instant until = shop.clock().instant().plus(GRACE);
    for (Running last : close()) {
      try {
        last.thread().join(Duration.between(shop.clock().instant(), until));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private synchronized List<Running> close() {
    closed = true;
    List<Running> last = List.copyOf(running.values());
    last.forEach(r -> r.runner().close());
    return last;
  }

  /** What people's decisions, requests and wake-ups work with. */
  Workshop shop() {
    return shop;
  }

  /** A lease for this process from now on. */
  Lease lease() {
    return new Lease(shop.instance(), shop.clock().instant().plus(lease));
  }

  /** Runs the deployment here if it is ours and not running, or tells its runner to look again. */
  void wake(DeploymentId id) {
    run(id, Beginning.GOES_ON).signal().raise();
  }

  /** Tells the deployment's runner that a person asked to stop what it does in this visit. */
  void wakeToStop(Deployment d) {
    run(d.id(), Beginning.GOES_ON).signal().requestStop(d.visit());
  }

  private synchronized DeploymentRunner run(DeploymentId id, Beginning beginning) {
    Running present = running.get(id);
    if (present != null) {
      return present.runner();
    }
    DeploymentRunner runner = new DeploymentRunner(id, beginning, shop);
    if (!closed) {
      Thread thread =
          Thread.ofVirtual()
              .name("deployment-" + id.number())
              .unstarted(() -> untilItEnds(id, runner));
      running.put(id, new Running(runner, thread));
      thread.start();
    }
    return runner;
  }

  private void untilItEnds(DeploymentId id, DeploymentRunner runner) {
    boolean well = false;
    try {
      runner.run();
      well = true;
    } catch (RuntimeException e) {
      LOG.error("{} stopped running; it is taken up again with the next heartbeat", id, e);
    } finally {
      // Also after an Error, which goes on to the thread's handler: nothing may seem to run.
      ended(id, well);
    }
    if (well && shop.owns(id) && needsRunner(id)) {
      // It was woken between its last look and now.
      run(id, Beginning.GOES_ON);
    }
  }

  private synchronized void ended(DeploymentId id, boolean well) {
    running.remove(id);
    if (!well) {
      broken.add(id);
    }
  }

  private synchronized boolean isRunning(DeploymentId id) {
    return running.containsKey(id);
  }

  private boolean needsRunner(DeploymentId id) {
    Optional<Deployment> d = shop.stores().deployments().find(id);
    return d.filter(x -> x.phase().kind() == Phase.Kind.ACTING || x.phase().isGate()).isPresent();
  }

  private void beat() {
    try {
      adopt(false);
    } catch (RuntimeException e) {
      LOG.warn("leases could not be renewed: {}", e.toString());
    }
  }

  /** Renews what is ours, takes over what nobody owns any more, and sees to requests from afar. */
  private void adopt(boolean alone) {
    for (Deployment d : shop.stores().deployments().running()) {
      try {
        take(d, alone);
      } catch (RuntimeException e) {
        LOG.warn("{} could not be taken up; the next heartbeat tries again", d.id(), e);
      }
    }
  }

  private void take(Deployment d, boolean alone) {
    if (!mayClaim(d.id(), alone)) {
      return;
    }
    Claim claim = shop.stores().transactions().in(() -> claim(d.id(), alone));
    if (claim == Claim.SOMEBODY_ELSES) {
      return;
    }
    if (!isRunning(d.id()) && needsRunner(d.id())) {
      boolean wasBroken = broken.remove(d.id());
      run(d.id(), beginning(claim, wasBroken));
    }
    d.request().ifPresent(_ -> wakeToStop(d));
  }

  private static Beginning beginning(Claim claim, boolean wasBroken) {
    if (claim == Claim.TAKEN_OVER) {
      return Beginning.TAKES_OVER;
    }
    return wasBroken ? Beginning.ASKS_REALITY : Beginning.GOES_ON;
  }

  /** Of two instances that want the same deployment at once, the row's lock lets one have it. */
  private Claim claim(DeploymentId id, boolean alone) {
    shop.stores().deployments().lock(id);
    if (!mayClaim(id, alone)) {
      return Claim.SOMEBODY_ELSES;
    }
    boolean ours = shop.owns(id);
    shop.stores().deployments().lease(id, lease());
    return ours ? Claim.OURS_ALREADY : Claim.TAKEN_OVER;
  }

  private boolean mayClaim(DeploymentId id, boolean alone) {
    Instant now = shop.clock().instant();
    return shop.stores()
        .deployments()
        .lease(id)
        .filter(l -> alone || l.owner().equals(shop.instance()) || !now.isBefore(l.until()))
        .isPresent();
  }
}
