package dev.signalbox.port;

import dev.signalbox.report.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is still to be posted, and what was. Narration writes its rows and its cursor in one
 * transaction; delivery reads them. Changes within {@link Transactions#in}.
 */
public interface Outbox {

  /**
   * One message in one channel.
   *
   * @param channel the configured channel's name
   * @param reference the platform's name for it, once it was posted
   * @param postedRevision the revision that the platform has; empty before the first post
   * @param attempted whether a post was begun whose end is not known
   */
  record Item(
      long id,
      String channel,
      Message message,
      Optional<String> reference,
      Optional<Long> postedRevision,
      boolean attempted,
      int failures) {}

  /** Adds a message, or replaces what the same key was to say by a higher revision. */
  void put(String channel, Message message);

  /**
   * What is due in a channel, most urgent first: gate prompts, notices in the channel, cards, then
   * threads, each in the order of their first writing. Messages of a thread wait for their card to
   * have a reference, which is the thread's; when it was given up, they need not wait.
   */
  List<Item> due(String channel, Instant now, int limit);

  /** When something that had to wait becomes due; empty when nothing waits. */
  Optional<Instant> nextDue(String channel);

  /** Notes that a post begins, before it does. */
  void attempting(long id);

  /** Notes that the platform has this revision. */
  void delivered(long id, long revision, String reference, Optional<String> link);

  /**
   * Notes that it is to be tried again at this time. It stays {@link Item#attempted}: nobody knows
   * whether a platform that did not answer has it.
   */
  void postpone(long id, Instant until, String reason);

  /** Notes that what was attempted will never be posted; a higher revision is tried. */
  void giveUp(long id, String reason);

  /** The item with this key. */
  Optional<Item> find(String channel, String key);

  /** The item with this platform reference. */
  Optional<Item> byReference(String channel, String reference);

  /**
   * The newest messages that stand in the channel itself, as they were last posted; those that have
   * something newer to say are left out.
   */
  List<Item> posted(String channel, int limit);

  /** How many wait in a channel. */
  int backlog(String channel);

  /**
   * The journal position up to which a reader has read; 0 before it began. Within a transaction the
   * next reader of that name waits for its end.
   */
  long cursor(String reader);

  /** Moves a reader's cursor. */
  void moveCursor(String reader, long position);
}
