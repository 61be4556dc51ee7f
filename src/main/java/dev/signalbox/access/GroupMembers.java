package dev.signalbox.access;

import java.util.Set;

/**
 * Who is in the groups that chat platforms keep. They may hold roles like the groups of the
 * configuration, but only configured people count: a platform never adds anybody (promise 7).
 */
@FunctionalInterface
public interface GroupMembers {

  /** No platform keeps any group. */
  GroupMembers NONE = group -> new Reading.Unreadable("no platform of that name is configured");

  /** What is known of one group. */
  sealed interface Reading {
    /**
     * It was read, not long ago.
     *
     * @param accounts those of the configured people's accounts that are in it
     */
    record Known(Set<Identity> accounts) implements Reading {
      /** Copies the set. */
      public Known {
        accounts = Set.copyOf(accounts);
      }
    }

    /** It cannot be read, so nobody holds a role by it. */
    record Unreadable(String reason) implements Reading {}
  }

  /**
   * What was last read of the group, or that this is too old. Returns at once: it is asked within
   * transactions.
   *
   * @param group platform and the platform's own id, such as {@code slack:S0614TZR7}
   */
  Reading of(String group);

  /** Reads again what has aged; may wait for the platforms, so not to be called in transactions. */
  default void lookAgain() {}

  /** Whether this names a group that a platform keeps, as opposed to one of the configuration. */
  static boolean isOfPlatform(String group) {
    return group.indexOf(':') > 0;
  }
}
