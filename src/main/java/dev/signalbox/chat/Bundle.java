package dev.signalbox.chat;

import dev.signalbox.port.Outbox.Item;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Notice;
import dev.signalbox.report.Message.Place;
import dev.signalbox.report.Tone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is posted as one message: an item alone, or several lines of one thread that are merged
 * because the platform is behind. A merged message bears the key of its first item.
 */
record Bundle(List<Item> items) {
  private static final int HANDFUL = 5;
  private static final int MOST_LINES = 40;
  private static final int MOST_CHARACTERS = 2_500;

  Bundle {
    items = List.copyOf(items);
  }

  static Bundle alone(Item item) {
    return new Bundle(List.of(item));
  }

  /**
   * What to post, in its order.
   *
   * @param merging a platform that keeps up gets everything as it happened; one that may fall
   *     behind gets the most urgent first, as the outbox orders it, and its threads merged
   */
  static List<Bundle> of(List<Item> due, boolean merging) {
    if (!merging) {
      return due.stream().sorted(Comparator.comparingLong(Item::id)).map(Bundle::alone).toList();
    }
    // Whether these were posted is not known: they are sorted out together, before any others.
    Map<Object, List<Item>> unclear = new LinkedHashMap<>();
    due.stream()
        .filter(i -> mergeable(i) && i.attempted())
        .forEach(i -> unclear.computeIfAbsent(thread(i), _ -> new ArrayList<>()).add(i));
    List<Item> urgent = due.stream().filter(i -> i.message().place() == Place.CHANNEL).toList();
    List<Item> rest =
        due.stream()
            .filter(i -> i.message().place() == Place.THREAD)
            .filter(i -> !(mergeable(i) && i.attempted()))
            .toList();
    List<Bundle> bundles = new ArrayList<>(urgent.stream().map(Bundle::alone).toList());
    unclear.values().forEach(items -> bundles.add(new Bundle(items)));
    bundles.addAll(merged(rest));
    return bundles;
  }

  /** The items, with the threads in which more than a handful waits merged, in their order. */
  static List<Bundle> merged(List<Item> items) {
    Map<Object, List<Item>> threads = new LinkedHashMap<>();
    items.forEach(i -> threads.computeIfAbsent(thread(i), _ -> new ArrayList<>()).add(i));
    List<Bundle> bundles = new ArrayList<>();
    for (List<Item> thread : threads.values()) {
      List<Item> lines = new ArrayList<>();
      for (Item item : thread) {
        if (mergeable(item)) {
          lines.add(item);
        } else {
          bundles.addAll(mergedLines(lines));
          lines.clear();
          bundles.add(alone(item));
        }
      }
      bundles.addAll(mergedLines(lines));
    }
    return bundles;
  }

  private static List<Bundle> mergedLines(List<Item> lines) {
    return lines.size() > HANDFUL ? cut(lines) : lines.stream().map(Bundle::alone).toList();
  }

  private static Object thread(Item item) {
    return item.message().deployment();
  }

  /** A line of a thread that says all it has to in words. */
  private static boolean mergeable(Item item) {
    return item.message().place() == Place.THREAD
        && item.reference().isEmpty()
        && item.message().content() instanceof Notice
        && item.message().attachments().isEmpty();
  }

  boolean isNewCard() {
    return first().reference().isEmpty() && first().message().content() instanceof Message.Card;
  }

  Item first() {
    return items.getFirst();
  }

  /** The message to post; of several items it has every line. */
  Message message() {
    Message first = first().message();
    if (items.size() == 1) {
      return first;
    }
    List<String> lines = new ArrayList<>();
    Tone tone = Tone.NEUTRAL;
    long revision = first.revision();
    for (Item item : items) {
      if (item.message().content() instanceof Notice notice) {
        lines.addAll(lines(notice));
        tone = notice.tone().compareTo(tone) > 0 ? notice.tone() : tone;
      }
      revision = Math.max(revision, item.message().revision());
    }
    Notice all = new Notice(tone, items.size() + " results in one message:", lines);
    return new Message(
        first.key(), revision, first.place(), first.deployment(), all, first.mentions(), List.of());
  }

  private static List<String> lines(Notice notice) {
    List<String> lines = new ArrayList<>();
    lines.add(notice.tone().sign() + " " + notice.text());
    notice.details().forEach(detail -> lines.add("   " + detail));
    return lines;
  }

  private static List<Bundle> cut(List<Item> thread) {
    List<Bundle> bundles = new ArrayList<>();
    List<Item> next = new ArrayList<>();
    int lines = 0;
    int characters = 0;
    for (Item item : thread) {
      List<String> more =
          item.message().content() instanceof Notice notice ? lines(notice) : List.of();
      int length = more.stream().mapToInt(String::length).sum();
      boolean full = lines + more.size() > MOST_LINES || characters + length > MOST_CHARACTERS;
      if (full && !next.isEmpty()) {
        bundles.add(new Bundle(next));
        next.clear();
        lines = 0;
        characters = 0;
      }
      next.add(item);
      lines += more.size();
      characters += length;
    }
    bundles.add(new Bundle(next));
    return bundles;
  }
}
