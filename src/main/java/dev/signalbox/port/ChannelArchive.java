package dev.signalbox.port;

import dev.signalbox.report.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What stands in the channels that we keep ourselves, because no chat vendor does: the bot's
 * messages, the lines that people typed and their reactions.
 *
 * <p>Each change is a transaction of its own, so not to be made within {@link Transactions#in}, and
 * durable when the method returns. It gives its entry a sequence number above all others of its
 * channel, in commit order, also between several instances on one database: whoever has read up to
 * a number misses nothing by reading on from it.
 */
public interface ChannelArchive {

  /** What an entry says, and who says it. */
  sealed interface Content {
    /** The bot posted it. */
    record Posted(Message message) implements Content {}

    /** A person typed it. */
    record Typed(String person, String line) implements Content {}
  }

  /**
   * One emoji on an entry.
   *
   * @param people who put it there, the earliest first
   */
  record Reaction(String emoji, List<String> people) {
    /** Copies the people. */
    public Reaction {
      people = List.copyOf(people);
    }
  }

  /**
   * One message as it stands now.
   *
   * @param sequence the number of its last change
   * @param position the number of its first; entries are shown in this order
   * @param key unique in its channel
   * @param thread the key of the entry that it answers to; empty for the channel itself
   * @param ordinal its place in its thread, from 1; 0 in the channel
   * @param replies how many answer to it
   * @param at when it was first said
   */
  record Entry(
      long sequence,
      long position,
      String key,
      Optional<String> thread,
      int ordinal,
      int replies,
      Instant at,
      Content content,
      List<Reaction> reactions) {
    /** Copies the reactions. */
    public Entry {
      reactions = List.copyOf(reactions);
    }
  }

  /**
   * Puts a message of the bot: new, or in place of what its key said at a lower revision. An equal
   * or lower revision changes nothing.
   */
  void post(String channel, Message message, Optional<String> thread, Instant at);

  /** Adds a line that a person typed; its key begins with {@code typed:}. */
  Entry type(String channel, String person, String line, Instant at);

  /**
   * Puts a person's reaction on an entry or takes it off. What is there already, or no longer,
   * changes nothing; neither does a key that nothing has.
   */
  void react(String channel, String key, String emoji, String person, boolean on, Instant at);

  /** The entry with this key. */
  Optional<Entry> find(String channel, String key);

  /**
   * The newest entries of the channel itself, without those in threads, oldest first.
   *
   * @param before only those with a position below; {@link Long#MAX_VALUE} for all
   */
  List<Entry> newest(String channel, long before, int limit);

  /** The newest entries of one thread, oldest first. */
  List<Entry> thread(String channel, String key, int limit);

  /** Entries changed after a sequence number, threads included, in the order of their changes. */
  List<Entry> after(String channel, long sequence, int limit);

  /** The number of the channel's last change; 0 before the first. */
  long sequence(String channel);
}
