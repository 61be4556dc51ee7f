package dev.signalbox.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.access.GroupMembers.Reading;
import dev.signalbox.topology.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlatformGroupsTest {
  private static final Stage PRODUCTION = new Stage("production");
  private static final Identity APPROVER = new Identity("slack", "U1");
  private static final Identity STRANGER = new Identity("slack", "U9");

  private final AccessRules configured =
      new AccessRules(
          new People(
              List.of(
                  new Person("approver", Set.of(), Set.of(APPROVER)),
                  new Person("boss", Set.of("leads"), Set.of()))),
          Map.of(
              PRODUCTION,
              new StagePolicy(
                  Map.of(Role.APPROVE, Set.of("leads", "slack:S1")),
                  new ApprovalPolicy(1, true, Duration.ofHours(1), Duration.ZERO, false))),
          List.of());

  @Test
  void aConfiguredPersonHoldsTheRolesOfTheGroupThatThePlatformHasThemIn() {
    AccessRules rules = configured.with(_ -> new Reading.Known(Set.of(APPROVER, STRANGER)));

    assertThat(rules.mayApprove(APPROVER, PRODUCTION, "boss", false))
        .isInstanceOf(Verdict.Allowed.class);
    assertThat(rules.approvers(PRODUCTION, "boss")).containsExactly("approver", "boss");
  }

  @Test
  void aGroupCreatesNoPeople() {
    AccessRules rules = configured.with(_ -> new Reading.Known(Set.of(APPROVER, STRANGER)));

    assertThat(rules.mayApprove(STRANGER, PRODUCTION, "boss", false))
        .isInstanceOf(Verdict.Denied.class);
  }

  @Test
  void whoeverLeftTheGroupHoldsItsRolesNoMore() {
    AccessRules rules = configured.with(_ -> new Reading.Known(Set.of()));

    assertThat(rules.may(APPROVER, Role.APPROVE, PRODUCTION))
        .isEqualTo(
            new Verdict.Denied("ROLE_HELD", "approver may not approve in production. Ask boss."));
  }

  @Test
  void aGroupThatCannotBeReadGivesNoRolesAndTheReasonIsSaid() {
    AccessRules rules = configured.with(_ -> new Reading.Unreadable("Slack does not answer"));

    assertThat(rules.may(APPROVER, Role.APPROVE, PRODUCTION))
        .isEqualTo(
            new Verdict.Denied(
                "ROLE_HELD",
                "approver may not approve in production. Ask boss. Nobody holds it by slack:S1 now:"
                    + " Slack does not answer."));
  }

  @Test
  void whichGroupsOfPlatformsHoldRolesIsKnown() {
    assertThat(configured.platformGroups()).containsExactly("slack:S1");
  }
}
