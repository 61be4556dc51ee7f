package dev.signalbox.chat;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.JournalEvent.MessageDelivered;
import dev.signalbox.operation.Channel;
import dev.signalbox.port.ChatPlatform;
import dev.signalbox.port.ChatPlatform.Delivery;
import dev.signalbox.port.Journal;
import dev.signalbox.port.Outbox.Item;
import dev.signalbox.port.PortFailure;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts what is due in one channel, with a thread of its own, so that a platform that is slow or
 * gone holds up nobody else. Each message is posted once: that a post begins is noted before it
 * does, and one whose end is not known is looked for before it is posted again.
 */
final class ChannelDelivery {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelDelivery.class);
  private static final int AT_A_TIME = 100;
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

  private final Channel channel;
  private final ChatPlatform platform;
  private final Records records;
  private final Timing timing;
  private final Worker worker;
  private Instant pausedUntil = Instant.MIN;
  private volatile boolean stopped;

  ChannelDelivery(Channel channel, ChatPlatform platform, Records records, Timing timing) {
    this.channel = channel;
    this.platform = platform;
    this.records = records;
    this.timing = timing;
    this.worker = new Worker("delivery to " + channel.name(), this::deliverSome, timing);
  }

  Worker worker() {
    return worker;
  }

  boolean isFor(String name) {
    return channel.name().equals(name);
  }

  /** Lets the post under way end, and another instance deliver. */
  void stop() {
    stopped = true;
    worker.stop();
    try {
      records.deliverers().leave(channel.name());
    } catch (RuntimeException e) {
      LOG.warn("the right to deliver to {} ends by itself: {}", channel.name(), e.toString());
    }
  }

  /** Waits until nothing is left to deliver; false when the time is over. */
  boolean awaitIdle(Duration limit) {
    return worker.await(() -> records.outbox().backlog(channel.name()) == 0, limit);
  }

  /** Posts some of what is due; false when there is nothing to do now. */
  boolean deliverSome() {
    Instant now = timing.now();
    if (now.isBefore(pausedUntil)) {
      worker.ringAt(pausedUntil);
      return false;
    }
    if (!records.deliverers().mayDeliver(channel.name())) {
      worker.ringAt(now.plus(Deliverers.LOOK));
      return false;
    }
    List<Item> due = records.outbox().due(channel.name(), now, AT_A_TIME);
    if (due.isEmpty()) {
      records.outbox().nextDue(channel.name()).ifPresent(worker::ringAt);
      return false;
    }
    for (Bundle bundle : Bundle.of(due, platform.mergesProgress())) {
      boolean goesOn =
          !stopped && records.deliverers().mayDeliver(channel.name()) && deliver(bundle);
      if (!goesOn || changesTheOrder(bundle)) {
        break;
      }
    }
    return true;
  }

  /** Whether something that is to come before the rest may have become due meanwhile. */
  private boolean changesTheOrder(Bundle posted) {
    if (!platform.mergesProgress()) {
      // The thread of a new card opens, and its lines are older than what else is due.
      return posted.isNewCard();
    }
    return records.outbox().due(channel.name(), timing.now(), 1).stream()
        .anyMatch(item -> item.message().content() instanceof Message.Prompt);
  }

  private boolean deliver(Bundle bundle) {
    Item first = bundle.first();
    if (first.reference().isPresent()) {
      return update(first.reference().get(), bundle);
    }
    return first.attempted() ? recover(bundle) : post(bundle);
  }

  private boolean recover(Bundle bundle) {
    List<LostPosts.Found> found;
    try {
      found = LostPosts.of(bundle.items(), key -> platform.find(channel.address(), key));
    } catch (PortFailure e) {
      // Nothing of this channel can be found now, so nothing of it is posted either.
      return later(bundle, Timing.backOff(bundle.first().failures()), e.reason());
    } catch (RuntimeException e) {
      return threw(bundle, e);
    }
    for (LostPosts.Found lost : found) {
      Optional<String> reference = lost.reference();
      boolean goesOn =
          reference.isPresent() ? update(reference.get(), lost.bundle()) : post(lost.bundle());
      if (!goesOn) {
        return false;
      }
    }
    return true;
  }

  private boolean update(String reference, Bundle bundle) {
    return ask(bundle, () -> platform.update(channel.address(), reference, bundle.message()));
  }

  private boolean post(Bundle bundle) {
    Message message = bundle.message();
    Optional<String> thread = thread(message);
    change(() -> bundle.items().forEach(item -> records.outbox().attempting(item.id())));
    return ask(bundle, () -> platform.post(channel.address(), message, thread));
  }

  /** The card, if the platform took it: what belongs in its thread stands in the channel if not. */
  private Optional<String> thread(Message message) {
    return message.place() == Place.CHANNEL
        ? Optional.empty()
        : message
            .deployment()
            .flatMap(id -> records.outbox().find(channel.name(), Message.cardKey(id)))
            .flatMap(Item::reference);
  }

  /** Asks the platform and notes its answer; false when the channel is to be left alone. */
  private boolean ask(Bundle bundle, Supplier<Delivery> request) {
    Delivery answer;
    try {
      answer = request.get();
    } catch (RuntimeException e) {
      return threw(bundle, e);
    }
    switch (answer) {
      case Delivery.Delivered delivered -> {
        delivered(bundle, delivered);
        return true;
      }
      case Delivery.Later(Duration pause, String reason) -> {
        return later(bundle, pause, reason);
      }
      case Delivery.Refused(String reason) -> {
        LOG.warn(
            "{} does not take {} and never will: {}",
            channel.name(),
            bundle.first().message().key(),
            reason);
        change(() -> bundle.items().forEach(i -> records.outbox().giveUp(i.id(), reason)));
        return true;
      }
    }
  }

  /** The whole channel is left alone for a while. */
  private boolean later(Bundle bundle, Duration pause, String reason) {
    Duration atLeast = pause.compareTo(SHORTEST_PAUSE) > 0 ? pause : SHORTEST_PAUSE;
    pausedUntil = timing.now().plus(atLeast);
    postponed(bundle, atLeast, reason);
    return false;
  }

  /** A message that an adapter fails on waits by itself; the others need not wait for it. */
  private boolean threw(Bundle bundle, RuntimeException e) {
    Duration pause = Timing.backOff(bundle.first().failures());
    LOG.warn(
        "{} failed on {}, and is asked again in {} s",
        platform.platform(),
        bundle.first().message().key(),
        pause.toSeconds(),
        e);
    return postponed(bundle, pause, e.toString());
  }

  private boolean postponed(Bundle bundle, Duration pause, String reason) {
    Instant until = timing.now().plus(pause);
    change(() -> bundle.items().forEach(i -> records.outbox().postpone(i.id(), until, reason)));
    return true;
  }

  private void delivered(Bundle bundle, Delivery.Delivered delivered) {
    change(
        () -> {
          for (Item item : bundle.items()) {
            records
                .outbox()
                .delivered(
                    item.id(), item.message().revision(), delivered.reference(), delivered.link());
            if (item.reference().isEmpty() && item.message().place() == Place.CHANNEL) {
              journal(item.message(), delivered);
            }
          }
        });
  }

  private void journal(Message message, Delivery.Delivered delivered) {
    records
        .journal()
        .append(
            new Journal.About(message.deployment(), Optional.empty()),
            Actor.SIGNALBOX,
            new MessageDelivered(
                channel.name(), message.key(), delivered.reference(), delivered.link()));
  }

  private void change(Runnable work) {
    records
        .transactions()
        .in(
            () -> {
              work.run();
              return true;
            });
  }
}
