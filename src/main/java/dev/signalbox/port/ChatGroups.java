package dev.signalbox.port;

import java.util.Set;

/** Reads the groups of people that a platform keeps: Slack's user groups, Discord's roles. */
@FunctionalInterface
public interface ChatGroups {

  /**
   * Which of these accounts are in the group now, asked of the platform and of no cache. Takes ten
   * seconds at most.
   *
   * @param group the platform's own id of it
   * @param accounts ids of accounts on this platform; whoever else is in the group is not of
   *     interest
   * @throws PortFailure.Unreachable when that cannot be found out, with the reason
   */
  Set<String> members(String group, Set<String> accounts);
}
