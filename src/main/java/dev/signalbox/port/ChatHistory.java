package dev.signalbox.port;

import dev.signalbox.report.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what stands in a platform's channels: what people wrote and reacted while nobody listened,
 * and whether our own messages still say what they said. Every method takes ten seconds at most,
 * and throws {@link PortFailure.Unreachable} with the reason when the platform cannot be read.
 */
public interface ChatHistory {

  /**
   * A line that a person wrote.
   *
   * @param mark its place in the channel, by which later lines are asked for; it grows with time
   * @param at when it was written, in milliseconds since 1970
   * @param account who wrote it
   * @param thread the reference of the message that it answers to; empty in the channel itself
   * @param text as commands are read, with the bot's mention as {@code @signalbox}
   */
  record Line(long mark, long at, String account, Optional<String> thread, String text) {}

  /** What became of the copy of a message in a channel. */
  sealed interface Copy {
    /** It says what was posted. */
    record Intact() implements Copy {}

    /** It says something else. */
    record Edited() implements Copy {}

    /** It is gone. */
    record Deleted() implements Copy {}
  }

  /**
   * Who has put an approving reaction on one of our messages, as it is now; empty when the message
   * is not there any more. The bot's own reactions are left out.
   */
  Optional<Set<String>> approvals(String channel, String reference);

  /**
   * What people wrote in the channel and in these threads after a mark, oldest first; a few hundred
   * at most.
   *
   * @param threads references of messages whose threads are read too
   */
  List<Line> after(String channel, long mark, List<String> threads);

  /** The mark of a line that is written at this time. */
  long mark(Instant time);

  /** How the copy compares with what was posted under this reference. */
  Copy copy(String channel, String reference, Message posted);
}
