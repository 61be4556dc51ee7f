package dev.signalbox.app.config;

import dev.signalbox.access.ApprovalPolicy;
import dev.signalbox.access.GroupMembers;
import dev.signalbox.access.People;
import dev.signalbox.access.Role;
import dev.signalbox.access.StagePolicy;
import dev.signalbox.topology.Stage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads who may do what in which stage. */
final class StageReader {

  private static final String FIELD = "signalbox.stages";
  private static final int REMINDED_AFTER = 6;
  private static final Pattern OF_PLATFORM = Pattern.compile("(slack|discord):[A-Za-z0-9]+");

  private final Problems problems;
  private final People people;
  private final Set<String> groups;

  /**
   * Reads the stages of these people.
   *
   * @param groups every group that was written, also of people with whom something is wrong
   */
  StageReader(Problems problems, People people, Set<String> groups) {
    this.problems = problems;
    this.people = people;
    this.groups = Set.copyOf(groups);
  }

  /** The policies of the stages that nothing is wrong with, in their order. */
  Map<Stage, StagePolicy> read(Map<String, StageProperties> stages) {
    if (stages.isEmpty()) {
      problems.missing(FIELD, "no stage", "at least one, such as production");
    }
    Map<Stage, StagePolicy> policies = new LinkedHashMap<>();
    stages.forEach(
        (name, properties) -> {
          String field = FIELD + "." + Fields.key(name);
          problems
              .attempt(field, () -> new Stage(name))
              .ifPresent(
                  stage -> policy(field, properties).ifPresent(it -> policies.put(stage, it)));
        });
    return policies;
  }

  private Optional<StagePolicy> policy(String field, StageProperties properties) {
    Map<Role, Set<String>> held = held(field + ".roles", properties.roles());
    Optional<ApprovalPolicy> approval = approval(field, properties);
    approval.ifPresent(it -> requireSatisfiable(field, new StagePolicy(held, it)));
    return approval.map(it -> new StagePolicy(held, it));
  }

  private Map<Role, Set<String>> held(String field, StageProperties.Roles roles) {
    Map<Role, List<String>> written =
        Map.of(
            Role.DEPLOY, roles.deploy(),
            Role.APPROVE, roles.approve(),
            Role.ROLL_BACK, roles.rollBack(),
            Role.ABORT, roles.abort(),
            Role.HOLD, roles.hold(),
            Role.READ, roles.read());
    Map<Role, Set<String>> held = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      String at = field + "." + role.name().toLowerCase(Locale.ROOT).replace('_', '-');
      List<String> given = written.getOrDefault(role, List.of());
      for (int i = 0; i < given.size(); i++) {
        group(at + "[" + i + "]", given.get(i));
      }
      held.put(role, Set.copyOf(given));
    }
    return held;
  }

  /** One of the configuration, or one that a platform keeps. */
  private void group(String field, String group) {
    if (!OF_PLATFORM.matcher(group).matches()) {
      problems.oneOf(field, group, groups);
    }
  }

  private Optional<ApprovalPolicy> approval(String field, StageProperties properties) {
    Duration expiry = properties.expiry();
    Duration remindBefore =
        Inherited.or(properties.remindBefore(), expiry.dividedBy(REMINDED_AFTER));
    problems.atLeast(field + ".approvals", 1, properties.approvals());
    problems.positive(field + ".expiry", expiry);
    if (remindBefore.isNegative() || (expiry.isPositive() && remindBefore.compareTo(expiry) >= 0)) {
      problems.add(
          field + ".remind-before",
          Spans.text(remindBefore),
          "0s to less than the expiry, which is " + Spans.text(expiry));
    }
    if (properties.approvals() < 1
        || !expiry.isPositive()
        || remindBefore.isNegative()
        || remindBefore.compareTo(expiry) >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new ApprovalPolicy(
            properties.approvals(),
            properties.requesterCounts(),
            expiry,
            remindBefore,
            properties.typedOnly()));
  }

  /** A gate that nobody can open is a mistake, and is better found now than at two in the night. */
  private void requireSatisfiable(String field, StagePolicy policy) {
    if (Stream.of(Role.DEPLOY, Role.APPROVE)
        .flatMap(role -> policy.groupsWith(role).stream())
        .anyMatch(GroupMembers::isOfPlatform)) {
      return; // Who is in those groups, only their platform knows.
    }
    List<String> deployers = people.inGroups(policy.groupsWith(Role.DEPLOY));
    List<String> approvers = people.inGroups(policy.groupsWith(Role.APPROVE));
    if (deployers.isEmpty()) {
      problems.add(field + ".roles.deploy", "nobody", "a group that somebody is in");
    }
    int needed = policy.approval().approvals();
    if (approvers.size() < needed) {
      problems.add(
          field + ".approvals",
          needed + ", but only " + approvers.size() + " may approve",
          "fewer, or give the role approve to more people");
    } else if (!policy.approval().requesterCounts()
        && !deployers.isEmpty()
        && deployers.stream().allMatch(it -> withoutOne(approvers, it) < needed)) {
      problems.add(
          field + ".approvals",
          needed + ", which nobody's deployment can reach, since the requester does not count",
          "fewer, or requester-counts: true, or give the role approve to more people");
    }
  }

  private static long withoutOne(List<String> approvers, String requester) {
    return approvers.stream().filter(it -> !it.equals(requester)).count();
  }
}
