package dev.signalbox.chat.page;

import dev.signalbox.port.ChannelArchive;
import dev.signalbox.report.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A channel archive in memory; outlives the page that is started on it, as a database would. */
public class RememberedArchive implements ChannelArchive {

  private final Map<String, Map<String, Entry>> channels = new LinkedHashMap<>();
  private final Map<String, Long> sequences = new LinkedHashMap<>();

  @Override
  public synchronized void post(
      String channel, Message message, Optional<String> thread, Instant at) {
    Entry old = entries(channel).get(message.key());
    if (old == null) {
      add(channel, message.key(), thread, new Content.Posted(message), at);
    } else if (old.content() instanceof Content.Posted posted
        && posted.message().revision() < message.revision()) {
      put(channel, changed(channel, old, new Content.Posted(message), old.reactions()));
    }
  }

  @Override
  public synchronized Entry type(String channel, String person, String line, Instant at) {
    String key = "typed:" + (sequence(channel) + 1);
    return add(channel, key, Optional.empty(), new Content.Typed(person, line), at);
  }

  @Override
  public synchronized void react(
      String channel, String key, String emoji, String person, boolean on, Instant at) {
    Entry old = entries(channel).get(key);
    if (old == null) {
      return;
    }
    Map<String, LinkedHashSet<String>> people = new LinkedHashMap<>();
    old.reactions().forEach(each -> people.put(each.emoji(), new LinkedHashSet<>(each.people())));
    var those = people.computeIfAbsent(emoji, _ -> new LinkedHashSet<>());
    if (on ? those.add(person) : those.remove(person)) {
      var reactions =
          people.entrySet().stream()
              .filter(each -> !each.getValue().isEmpty())
              .map(each -> new Reaction(each.getKey(), List.copyOf(each.getValue())))
              .toList();
      put(channel, changed(channel, old, old.content(), reactions));
    }
  }

  @Override
  public synchronized Optional<Entry> find(String channel, String key) {
    return Optional.ofNullable(entries(channel).get(key)).map(entry -> counted(channel, entry));
  }

  @Override
  public synchronized List<Entry> newest(String channel, long before, int limit) {
    return last(channel, each -> each.thread().isEmpty() && each.position() < before, limit);
  }

  @Override
  public synchronized List<Entry> thread(String channel, String key, int limit) {
    return last(channel, each -> each.thread().equals(Optional.of(key)), limit);
  }

  @Override
  public synchronized List<Entry> after(String channel, long sequence, int limit) {
    return entries(channel).values().stream()
        .filter(each -> each.sequence() > sequence)
        .sorted(Comparator.comparingLong(Entry::sequence))
        .limit(limit)
        .map(each -> counted(channel, each))
        .toList();
  }

  @Override
  public synchronized long sequence(String channel) {
    return sequences.getOrDefault(channel, 0L);
  }

  /** Empties its channels; their numbers go on, as if everything had been taken away. */
  synchronized void forget() {
    channels.clear();
  }

  private List<Entry> last(String channel, Predicate<Entry> which, int limit) {
    var all = new ArrayList<>(entries(channel).values().stream().filter(which).toList());
    all.sort(Comparator.comparingLong(Entry::position));
    return all.subList(Math.max(0, all.size() - limit), all.size()).stream()
        .map(each -> counted(channel, each))
        .toList();
  }

  private Entry add(
      String channel, String key, Optional<String> thread, Content content, Instant at) {
    int ordinal = thread.map(parent -> replies(channel, parent) + 1).orElse(0);
    long sequence = next(channel);
    return put(
        channel, new Entry(sequence, sequence, key, thread, ordinal, 0, at, content, List.of()));
  }

  private Entry changed(String channel, Entry old, Content content, List<Reaction> reactions) {
    return new Entry(
        next(channel),
        old.position(),
        old.key(),
        old.thread(),
        old.ordinal(),
        0,
        old.at(),
        content,
        reactions);
  }

  private Entry counted(String channel, Entry entry) {
    return new Entry(
        entry.sequence(),
        entry.position(),
        entry.key(),
        entry.thread(),
        entry.ordinal(),
        replies(channel, entry.key()),
        entry.at(),
        entry.content(),
        entry.reactions());
  }

  private int replies(String channel, String key) {
    return (int)
        entries(channel).values().stream()
            .filter(each -> each.thread().equals(Optional.of(key)))
            .count();
  }

  private Entry put(String channel, Entry entry) {
    entries(channel).put(entry.key(), entry);
    return entry;
  }

  private Map<String, Entry> entries(String channel) {
    return channels.computeIfAbsent(channel, _ -> new LinkedHashMap<>());
  }

  private long next(String channel) {
    return sequences.merge(channel, 1L, Long::sum);
  }
}
