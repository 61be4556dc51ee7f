package dev.signalbox.chat;

import dev.signalbox.operation.Channel;
import dev.signalbox.port.ChatPlatform;
import dev.signalbox.report.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A channel's delivery, step by step on the thread of a test, so that a day of it passes in a
 * moment.
 */
public final class DeliveryTrial implements AutoCloseable {
  private final MemoryRecords records = new MemoryRecords();
  private final Channel channel;
  private final Alarms alarms;
  private final ChannelDelivery delivery;

  /** What is said goes to this platform, at the times of this clock. */
  public DeliveryTrial(Channel channel, ChatPlatform platform, InstantSource clock) {
    this.channel = channel;
    this.alarms = new Alarms(clock);
    this.delivery =
        new ChannelDelivery(channel, platform, records.records(), new Timing(clock, alarms));
  }

  /** Puts messages into the outbox, as narration does. */
  public void say(List<Message> messages) {
    records.in(
        () -> {
          messages.forEach(message -> records.outbox.put(channel.name(), message));
          return true;
        });
  }

  /** Posts some of it; false when there is nothing to do now. */
  public boolean some() {
    return delivery.deliverSome();
  }

  /** When it wants to go on; empty when only something new would wake it. */
  public Optional<Instant> wakes() {
    return alarms.next;
  }

  /** How many messages wait. */
  public int backlog() {
    return records.outbox.backlog(channel.name());
  }

  @Override
  public void close() {
    alarms.shutdownNow();
  }

  private static final class Alarms extends ScheduledThreadPoolExecutor {
    private final InstantSource clock;
    private Optional<Instant> next = Optional.empty();

    Alarms(InstantSource clock) {
      super(1);
      this.clock = clock;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
      next = Optional.of(clock.instant().plus(Duration.of(delay, unit.toChronoUnit())));
      return super.schedule(() -> {}, 0, unit);
    }
  }
}
