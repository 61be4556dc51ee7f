package dev.signalbox.chat;

import dev.signalbox.port.Outbox;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Card;
import dev.signalbox.report.Message.Place;
import dev.signalbox.report.Message.Prompt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** An outbox in memory. */
final class MemoryOutbox implements Outbox {
  private final MemoryRecords transactions;
  private final List<Item> items = new ArrayList<>();
  private final Map<Long, Instant> notBefore = new HashMap<>();
  private final Set<Long> givenUp = new HashSet<>();
  private final Map<String, Long> cursors = new HashMap<>();

  MemoryOutbox(MemoryRecords transactions) {
    this.transactions = transactions;
  }

  @Override
  public void put(String channel, Message message) {
    transactions.requireTransaction();
    synchronized (this) {
      Optional<Item> there = find(channel, message.key());
      if (there.isEmpty()) {
        items.add(
            new Item(
                items.size() + 1L, channel, message, Optional.empty(), Optional.empty(), false, 0));
      } else if (there.get().message().revision() < message.revision()) {
        change(
            there.get().id(),
            i ->
                new Item(
                    i.id(),
                    channel,
                    message,
                    i.reference(),
                    i.postedRevision(),
                    i.attempted(),
                    i.failures()));
      }
    }
  }

  @Override
  public synchronized List<Item> due(String channel, Instant now, int limit) {
    return waiting(channel).stream()
        .filter(this::ready)
        .filter(i -> !notBefore.getOrDefault(i.id(), Instant.MIN).isAfter(now))
        .sorted(Comparator.comparing(MemoryOutbox::priority).thenComparing(Item::id))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<Instant> nextDue(String channel) {
    return waiting(channel).stream()
        .filter(this::ready)
        .flatMap(i -> Optional.ofNullable(notBefore.get(i.id())).stream())
        .min(Comparator.naturalOrder());
  }

  private List<Item> waiting(String channel) {
    return items.stream()
        .filter(i -> i.channel().equals(channel) && !givenUp.contains(i.id()))
        .filter(i -> i.postedRevision().orElse(-1L) < i.message().revision())
        .toList();
  }

  private boolean ready(Item item) {
    return item.message().place() == Place.CHANNEL
        || find(item.channel(), Message.cardKey(item.message().deployment().orElseThrow()))
            .filter(card -> card.reference().isPresent() || givenUp.contains(card.id()))
            .isPresent();
  }

  private static int priority(Item item) {
    if (item.message().place() == Place.THREAD) {
      return 4;
    }
    return switch (item.message().content()) {
      case Prompt _ -> 1;
      case Card _ -> 3;
      case Message.Notice _ -> 2;
    };
  }

  @Override
  public synchronized void attempting(long id) {
    transactions.requireTransaction();
    change(
        id,
        i ->
            new Item(
                id,
                i.channel(),
                i.message(),
                i.reference(),
                i.postedRevision(),
                true,
                i.failures()));
  }

  @Override
  public synchronized void delivered(
      long id, long revision, String reference, Optional<String> link) {
    transactions.requireTransaction();
    notBefore.remove(id);
    change(
        id,
        i ->
            new Item(
                id,
                i.channel(),
                i.message(),
                Optional.of(reference),
                Optional.of(revision),
                false,
                0));
  }

  @Override
  public synchronized void postpone(long id, Instant until, String reason) {
    transactions.requireTransaction();
    notBefore.put(id, until);
    change(
        id,
        i ->
            new Item(
                id,
                i.channel(),
                i.message(),
                i.reference(),
                i.postedRevision(),
                i.attempted(),
                i.failures() + 1));
  }

  @Override
  public synchronized void giveUp(long id, String reason) {
    transactions.requireTransaction();
    givenUp.add(id);
  }

  @Override
  public synchronized Optional<Item> find(String channel, String key) {
    return items.stream()
        .filter(i -> i.channel().equals(channel) && i.message().key().equals(key))
        .findFirst();
  }

  @Override
  public synchronized Optional<Item> byReference(String channel, String reference) {
    return items.stream()
        .filter(i -> i.channel().equals(channel) && i.reference().equals(Optional.of(reference)))
        .findFirst();
  }

  @Override
  public synchronized List<Item> posted(String channel, int limit) {
    return items.stream()
        .filter(i -> i.channel().equals(channel) && i.message().place() == Place.CHANNEL)
        .filter(i -> i.reference().isPresent())
        .filter(i -> i.postedRevision().filter(r -> r == i.message().revision()).isPresent())
        .sorted(Comparator.comparingLong(Item::id).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized int backlog(String channel) {
    return waiting(channel).size();
  }

  @Override
  public synchronized long cursor(String reader) {
    return cursors.getOrDefault(reader, 0L);
  }

  @Override
  public void moveCursor(String reader, long position) {
    transactions.requireTransaction();
    synchronized (this) {
      cursors.put(reader, position);
    }
  }

  private void change(long id, UnaryOperator<Item> change) {
    items.replaceAll(i -> i.id() == id ? change.apply(i) : i);
  }
}
