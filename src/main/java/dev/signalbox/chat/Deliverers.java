package dev.signalbox.chat;

import dev.signalbox.port.DeliveryRights;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Whether this instance is the one that delivers to a channel. */
public final class Deliverers {
  /** How often an instance without the right looks whether it has become free. */
  static final Duration LOOK = Duration.ofSeconds(2);

  private final Optional<Shared> shared;
  private final Map<String, Instant> mine = new ConcurrentHashMap<>();

  /**
   * The rights that several instances share.
   *
   * @param instance names this process, different at each start
   * @param lease how long the right outlives an instance that is gone
   */
  public record Shared(DeliveryRights rights, String instance, Duration lease, Timing timing) {}

  private Deliverers(Optional<Shared> shared) {
    this.shared = shared;
  }

  /** The only instance, which delivers everything. */
  public static Deliverers alone() {
    return new Deliverers(Optional.empty());
  }

  /** One of several. */
  public static Deliverers among(Shared shared) {
    return new Deliverers(Optional.of(shared));
  }

  /**
   * Takes the right, or prolongs it when half of its time has passed; true while it lasts for
   * longer than a platform takes for one message.
   */
  boolean mayDeliver(String channel) {
    return shared.map(s -> mayDeliver(s, channel)).orElse(true);
  }

  private boolean mayDeliver(Shared s, String channel) {
    Instant now = s.timing().now();
    Instant until = mine.getOrDefault(channel, Instant.EPOCH);
    if (now.isBefore(until.minus(s.lease().dividedBy(2)))) {
      return true;
    }
    Instant next = now.plus(s.lease());
    boolean taken = s.rights().take(channel, s.instance(), now, next);
    if (taken) {
      mine.put(channel, next);
    } else {
      mine.remove(channel);
    }
    return taken;
  }

  /** Gives the right back. */
  void leave(String channel) {
    if (mine.remove(channel) != null) {
      shared.ifPresent(s -> s.rights().leave(channel, s.instance()));
    }
  }
}
