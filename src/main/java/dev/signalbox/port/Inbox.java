package dev.signalbox.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What came in from the platforms already, so that what they deliver twice is done once, also
 * across restarts and in several instances. Each change is a transaction of its own and durable
 * when the method returns, so not to be made within {@link Transactions#in}.
 *
 * <p>Work that is handed in here is <em>done with its first journal entry</em>: the transaction in
 * which the work journals what a person did is the one that notes the work as done, so that no kill
 * can come between the two. Work that journals nothing is noted when it returns. Work that throws
 * before it journaled anything was not done. Where somebody else did the same meanwhile, that
 * transaction is rolled back, and {@link DoneAlready} ends the work.
 */
public interface Inbox {

  /** Somebody else did the same meanwhile; nothing was done here. */
  final class DoneAlready extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what it was. */
    public DoneAlready(String what) {
      super(what + " was done already", null, false, false);
    }
  }

  /** What somebody did. */
  enum Kind {
    /** Said a line by other means than writing: a slash command, a form, a button with a line. */
    LINE,
    /** Pressed a button that stands for an approval. */
    APPROVAL,
    /** Pressed a button whose meaning is looked up when it is done. */
    BUTTON
  }

  /**
   * What somebody did by something that the platform delivers to nobody again.
   *
   * @param channel the channel's name
   * @param message the reference of the message that it was done on, or in whose thread
   * @param words the line, or what the entrance knows the button by; 20,000 characters at most
   * @param answer where the platform takes the answer; empty where it takes none
   */
  record Deed(
      String platform,
      String channel,
      String account,
      Kind kind,
      Optional<String> message,
      String words,
      Optional<String> answer) {

    /** Shows nothing that the answer's address would let others do. */
    @Override
    public String toString() {
      return account + " in " + channel + ": " + kind + " " + words;
    }
  }

  /**
   * A deed that is not done yet.
   *
   * @param number its place in the order in which deeds came in
   */
  record Noted(long number, Deed deed, Instant at) {}

  /**
   * Notes that this came in.
   *
   * @param key what the platform names it by, with the platform; longer than 400 characters is
   *     refused
   * @param until from when on it cannot come again, so that it need not be remembered
   * @return true for exactly one of all calls with this key before its time
   */
  boolean first(String key, Instant now, Instant until);

  /** Whether it is noted and its time has not come. */
  boolean has(String key, Instant now);

  /** Forgets it: should it come again, that is something new. */
  void forget(String key);

  /**
   * Does the work unless the key is noted, and notes the key with it.
   *
   * @return empty where it is noted, by whoever was first
   */
  <T> Optional<T> once(String key, Instant now, Instant until, Supplier<T> work);

  /**
   * Does the work if the key is noted, and forgets the key with it.
   *
   * @return empty where it is not noted
   */
  <T> Optional<T> forgetting(String key, Instant now, Supplier<T> work);

  /**
   * Notes the key, and the deed until it is done.
   *
   * @param claimed until when the caller alone sees to it
   * @return empty where the key is noted already
   */
  Optional<Noted> note(String key, Deed deed, Instant now, Instant until, Instant claimed);

  /** Does the work of a deed, and takes it off the list with it; empty where it is off already. */
  <T> Optional<T> done(Noted noted, Supplier<T> work);

  /**
   * The deeds of a platform that nobody sees to any more, in their order; from now on the caller
   * does, until the new claim ends.
   */
  List<Noted> left(String platform, Instant now, Instant claimed);
}
