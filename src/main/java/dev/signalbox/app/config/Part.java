package dev.signalbox.app.config;

import dev.signalbox.deployment.LaneSpec;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

/**
 * One part of a lane's equipment that is configured, such as its traffic switch. Configuration only
 * reads what it is; it is made when the bot starts, and reaches nobody until it is asked.
 *
 * @param <T> the port that it serves
 */
@FunctionalInterface
public interface Part<T> {

  /**
   * What a part is made with.
   *
   * @param lane the lane, and where its nodes are
   * @param timer for what goes on beside the steps
   */
  record Site(LaneSpec lane, InstantSource clock, ScheduledExecutorService timer) {}

  /** Makes the part for one lane. One that is {@link AutoCloseable} is closed when the bot ends. */
  T make(Site site);
}
