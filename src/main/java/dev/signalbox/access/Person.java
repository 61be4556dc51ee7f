package dev.signalbox.access;

import java.util.Set;

/**
 * Somebody configured, with all of their accounts.
 *
 * @param name what others read and type after {@code @}
 * @param groups the names of the groups that policies give roles to
 * @param identities the linked accounts
 */
public record Person(String name, Set<String> groups, Set<Identity> identities) {
  /** Copies the sets. */
  public Person {
    groups = Set.copyOf(groups);
    identities = Set.copyOf(identities);
  }
}
