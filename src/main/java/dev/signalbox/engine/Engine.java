package dev.signalbox.engine;

import dev.signalbox.access.AccessRules;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Phase;
import dev.signalbox.port.DeploymentStore.Lease;
import dev.signalbox.port.Equipment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final Duration LEASE = Duration.ofSeconds(20);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Workshop shop;
  private final ScheduledExecutorService scheduler;
  private final Map<DeploymentId, DeploymentRunner> runners = new ConcurrentHashMap<>();
  private final Map<DeploymentId, Thread> threads = new ConcurrentHashMap<>();
  private final Set<DeploymentId> brokenRunners = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private @Nullable ScheduledFuture<?> heartbeat;

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
    InstantSource clock = time.clock();
    LaneTools tools = new LaneTools(specs, equipment, clock);
    PhaseChanges changes =
        new PhaseChanges(stores, new StateMachineInterpreter(), access, specs, clock);
    Reality reality = new Reality(stores, tools, clock);
    this.shop = new Workshop(instance, stores, changes, tools, reality, clock);
    this.scheduler = time.scheduler();
  }

  /**
   * Takes up every deployment that has not ended and begins to beat.
   *
   * @param alone whether no other instance can be alive, as with an embedded database: then leases
   *     of processes that are gone are not waited for
   */
  public void start(boolean alone) {
    adopt(alone);
    heartbeat =
        scheduler.scheduleWithFixedDelay(
            this::beat, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Stops running; what is under way is taken up by the next start. */
  public void stop() {
    closed = true;
    if (heartbeat != null) {
      heartbeat.cancel(false);
    }
    runners.values().forEach(DeploymentRunner::close);
    Instant until = shop.clock().instant().plus(GRACE);
    for (Thread thread : threads.values()) {
      try {
        thread.join(Duration.between(shop.clock().instant(), until));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** What people's decisions, requests and wake-ups work with. */
  Workshop shop() {
    return shop;
  }

  /** A lease for this process from now on. */
  Lease lease() {
    return new Lease(shop.instance(), shop.clock().instant().plus(LEASE));
  }

  /** Runs the deployment here if it is ours and not running, or tells its runner to look again. */
  void wake(DeploymentId id) {
    run(id, false).signal().raise();
  }

  /** Tells the deployment's runner that a person asked to stop. */
  void wakeToStop(DeploymentId id) {
    run(id, false).signal().requestStop();
  }

  private DeploymentRunner run(DeploymentId id, boolean takesOver) {
    return runners.computeIfAbsent(
        id,
        _ -> {
          DeploymentRunner runner = new DeploymentRunner(id, takesOver, shop);
          Thread thread =
              Thread.ofVirtual()
                  .name("deployment-" + id.number())
                  .unstarted(() -> guarded(id, runner));
          threads.put(id, thread);
          if (!closed) {
            thread.start();
          }
          return runner;
        });
  }

  private void guarded(DeploymentId id, DeploymentRunner runner) {
    boolean broken = false;
    try {
      runner.run();
    } catch (RuntimeException e) {
      broken = true;
      LOG.error("{} stopped running; it is taken up again with the next heartbeat", id, e);
    }
    runners.remove(id);
    threads.remove(id);
    if (broken) {
      brokenRunners.add(id);
    } else if (!closed && shop.owns(id) && needsRunner(id)) {
      // It was woken between its last look and now.
      run(id, false);
    }
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
      Optional<Lease> lease = shop.stores().deployments().lease(d.id());
      boolean ours = lease.filter(l -> l.owner().equals(shop.instance())).isPresent();
      boolean free =
          alone || lease.filter(l -> shop.clock().instant().isBefore(l.until())).isEmpty();
      if (ours || free) {
        take(d, !ours);
      }
    }
  }

  private void take(Deployment d, boolean takesOver) {
    shop.stores()
        .transactions()
        .in(
            () -> {
              shop.stores().deployments().lock(d.id());
              shop.stores().deployments().lease(d.id(), lease());
              return d.id();
            });
    if (!runners.containsKey(d.id()) && needsRunner(d.id())) {
      run(d.id(), takesOver || brokenRunners.remove(d.id()));
    }
    d.request().ifPresent(_ -> wakeToStop(d.id()));
  }
}
