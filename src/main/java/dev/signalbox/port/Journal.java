package dev.signalbox.port;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.topology.Lane;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The append-only, hash-chained record of everything that happened. */
public interface Journal {

  /**
   * What an entry is about.
   *
   * @param deployment empty for what belongs to no deployment
   * @param lane empty for what belongs to no lane
   */
  record About(Optional<DeploymentId> deployment, Optional<Lane> lane) {
    /** Neither deployment nor lane. */
    public static final About NOTHING = new About(Optional.empty(), Optional.empty());

    /** A deployment and its lane. */
    public static About of(DeploymentId deployment, Lane lane) {
      return new About(Optional.of(deployment), Optional.of(lane));
    }
  }

  /** What a check of the chain found. */
  sealed interface Verification {
    /** Every entry follows from the one before. */
    record Intact(long entries, String head) implements Verification {}

    /** This entry is the first that does not. */
    record Broken(long position, String reason) implements Verification {}
  }

  /**
   * Appends within the present transaction; positions follow commit order without gaps. Listeners
   * registered with {@link #onCommit} hear of it after the commit. Others wait from here until this
   * transaction ends, so it comes after everything else that locks.
   */
  JournalEntry append(About about, Actor actor, JournalEvent event);

  /** Up to {@code limit} entries with a position above {@code position}, in order. */
  List<JournalEntry> after(long position, int limit);

  /** Every entry of one deployment, in order. */
  List<JournalEntry> of(DeploymentId deployment);

  /** The last entries, newest last. */
  List<JournalEntry> last(int entries);

  /** Position and hash of the newest entry; position 0 and 64 zeros for an empty journal. */
  Head head();

  /** The newest entry's position and hash. */
  record Head(long position, String hash) {}

  /** Recomputes the whole chain. */
  Verification verify();

  /**
   * Tells the listener the highest position of each transaction that appended something, once,
   * after its commit; those of two threads may come in either order. It must return at once.
   */
  void onCommit(Consumer<Long> listener);

  /**
   * Tells the listeners what other instances on the same database committed since this was called
   * last. To be called again and again where there may be others.
   */
  void hearOthers();
}
