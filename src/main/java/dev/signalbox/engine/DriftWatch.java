package dev.signalbox.engine;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.port.Journal.About;
import dev.signalbox.port.PortFailure;
import dev.signalbox.topology.Lane;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then whether somebody else changed the switch of a lane in which nothing runs, and
 * says so once. Routers tell nobody, so they have to be asked. A running deployment looks for
 * itself.
 */
public final class DriftWatch {
  private static final Logger LOG = LoggerFactory.getLogger(DriftWatch.class);

  private final Workshop shop;
  private final List<Lane> lanes;
  private final Duration every;
  private final Set<Lane> looking = ConcurrentHashMap.newKeySet();
  private final Set<Lane> unreadable = ConcurrentHashMap.newKeySet();
  private @Nullable ScheduledFuture<?> looks;

  /**
   * A watch that does not look yet.
   *
   * @param every the time between two looks; zero for none at all
   */
  public DriftWatch(Engine engine, Collection<Lane> lanes, Duration every) {
    this.shop = engine.shop();
    this.lanes = List.copyOf(lanes);
    this.every = every;
  }

  /** Begins to look. */
  public void start() {
    if (every.isPositive()) {
      looks =
          shop.time()
              .scheduler()
              .scheduleWithFixedDelay(
                  this::lookEverywhere, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Looks no more. */
  public void stop() {
    if (looks != null) {
      looks.cancel(false);
    }
  }

  /** A router that does not answer must not keep the others from being asked. */
  private void lookEverywhere() {
    for (Lane lane : lanes) {
      if (looking.add(lane)) {
        Thread.ofVirtual().name("drift-" + lane).start(() -> lookAndLog(lane));
      }
    }
  }

  private void lookAndLog(Lane lane) {
    try {
      look(lane);
      if (unreadable.remove(lane)) {
        LOG.info("the switch of {} can be read again", lane);
      }
    } catch (PortFailure e) {
      if (unreadable.add(lane)) {
        LOG.warn("the switch of {} cannot be read: {}", lane, e.reason());
      }
    } catch (RuntimeException e) {
      LOG.warn("{} could not be looked at for drift", lane, e);
    } finally {
      looking.remove(lane);
    }
  }

  /**
   * Looks at one lane; throws a {@link PortFailure} when its switch cannot be read.
   *
   * @return what was found and journaled; empty where all is as it was last seen
   */
  Optional<JournalEvent.DriftSeen> look(Lane lane) {
    Optional<String> before = shop.stores().lanes().lastSeenLive(lane);
    if (isOccupied(lane)) {
      return Optional.empty();
    }
    String live = shop.tools().of(lane).trafficSwitch().read().cluster();
    if (before.filter(live::equals).isPresent()) {
      return Optional.empty();
    }
    return shop.stores().transactions().in(() -> note(lane, before, live));
  }

  /** Whoever was quicker, a deployment or another instance, has changed what was last seen. */
  private Optional<JournalEvent.DriftSeen> note(Lane lane, Optional<String> before, String live) {
    shop.stores().lanes().lock(lane);
    if (isOccupied(lane) || !shop.stores().lanes().lastSeenLive(lane).equals(before)) {
      return Optional.empty();
    }
    shop.stores().lanes().sawLive(lane, live);
    Optional<JournalEvent.DriftSeen> drift =
        before.map(expected -> new JournalEvent.DriftSeen(expected, live));
    About about = new About(Optional.empty(), Optional.of(lane));
    drift.ifPresent(seen -> shop.stores().journal().append(about, Actor.SIGNALBOX, seen));
    return drift;
  }

  private boolean isOccupied(Lane lane) {
    return shop.stores().deployments().occupying(lane).isPresent();
  }
}
