package dev.signalbox.port;

import java.time.Instant;

/**
 * Which of several instances on one database delivers to a channel. One at a time does, or a
 * message would be posted twice. Each change is a transaction of its own, so not to be made within
 * {@link Transactions#in}.
 */
public interface DeliveryRights {

  /**
   * Takes the right where nobody has it or its time has passed, and prolongs it for the instance
   * that has it.
   *
   * @param channel the configured channel's name
   * @param until when it ends unless it is taken again before
   * @return whether the instance has it now; false while another one does
   */
  boolean take(String channel, String instance, Instant now, Instant until);

  /** Gives the right back, so that nobody needs to wait until it ends. */
  void leave(String channel, String instance);
}
