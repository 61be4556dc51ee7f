package dev.signalbox.access;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may do what in one stage. Denies by default: a role that is not named is held by nobody.
 *
 * @param groupsByRole the groups that hold each role; one of them is enough
 * @param approval what the stage's gates ask for
 */
public record StagePolicy(Map<Role, Set<String>> groupsByRole, ApprovalPolicy approval) {

  /** Copies the map and its sets. */
  public StagePolicy {
    groupsByRole =
        groupsByRole.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Set.copyOf(e.getValue())));
  }

  /** The groups that hold the role; none where it is not named. */
  public Set<String> groupsWith(Role role) {
    return groupsByRole.getOrDefault(role, Set.of());
  }
}
