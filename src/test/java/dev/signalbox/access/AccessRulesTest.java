package dev.signalbox.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.signalbox.topology.Stage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessRulesTest {

  private static final Stage STAGING = new Stage("staging");
  private static final Stage PRODUCTION = new Stage("production");
  private static final Stage UNHEARD_OF = new Stage("qa");
  private static final Identity DEPLOYER = new Identity("terminal", "deployer");
  private static final Identity DEPLOYER_IN_SLACK = new Identity("slack", "U1");
  private static final Identity APPROVER = new Identity("terminal", "approver");
  private static final Identity VISITOR = new Identity("terminal", "visitor");
  private static final Identity STRANGER = new Identity("slack", "U999");

  private static final People PEOPLE =
      new People(
          List.of(
              new Person("deployer", Set.of("dev", "ops"), Set.of(DEPLOYER, DEPLOYER_IN_SLACK)),
              new Person("approver", Set.of("ops"), Set.of(APPROVER)),
              new Person("second-approver", Set.of("ops"), Set.of()),
              new Person("visitor", Set.of("guests"), Set.of(VISITOR))));

  private final AccessRules rules =
      new AccessRules(
          PEOPLE,
          Map.of(
              STAGING, policy(true, false),
              PRODUCTION, policy(false, true)),
          List.of("approver"));

  @Test
  void whoHoldsTheRoleMay() {
    assertThat(rules.may(DEPLOYER, Role.DEPLOY, PRODUCTION)).isInstanceOf(Verdict.Allowed.class);
    assertThat(rules.may(VISITOR, Role.READ, PRODUCTION)).isInstanceOf(Verdict.Allowed.class);
  }

  @Test
  void whoDoesNotHoldTheRoleIsToldWhomToAsk() {
    assertThat(rules.may(VISITOR, Role.DEPLOY, PRODUCTION))
        .isEqualTo(
            new Verdict.Denied("ROLE_HELD", "visitor may not deploy in production. Ask deployer."));
    assertThat(rules.may(VISITOR, Role.APPROVE, PRODUCTION))
        .isEqualTo(
            new Verdict.Denied(
                "ROLE_HELD",
                "visitor may not approve in production. Ask approver, deployer or"
                    + " second-approver."));
  }

  @Test
  void nobodyIsSentToARequesterWhoDoesNotCount() {
    assertThat(rules.mayApprove(VISITOR, PRODUCTION, "deployer", true))
        .isEqualTo(
            new Verdict.Denied(
                "ROLE_HELD",
                "visitor may not approve in production. Ask approver or second-approver."));
    assertThat(rules.mayApprove(VISITOR, STAGING, "deployer", true).toString())
        .contains("Ask approver, deployer or second-approver.");
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"ROLL_BACK", "ABORT", "HOLD"})
  void aRoleThatThePolicyDoesNotNameIsHeldByNobody(Role role) {
    assertThat(rules.may(DEPLOYER, role, PRODUCTION))
        .isEqualTo(
            new Verdict.Denied(
                "ROLE_HELD",
                "deployer may not "
                    + role.words()
                    + " in production. Nobody else may there: ask whoever keeps the"
                    + " configuration."));
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void anAccountThatIsLinkedToNobodyMayNothing(Role role) {
    assertThat(rules.may(STRANGER, role, STAGING))
        .isEqualTo(
            new Verdict.Denied(
                "KNOWN_PERSON",
                "slack:U999 is linked to nobody here, so it has no say. Ask whoever keeps the"
                    + " configuration to add it to a person."));
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void aStageWithoutAPolicyLetsNobodyDoAnything(Role role) {
    assertThat(rules.may(DEPLOYER, role, UNHEARD_OF))
        .isEqualTo(
            new Verdict.Denied(
                "STAGE_HAS_POLICY",
                "deployer may not "
                    + role.words()
                    + " in qa: no policy is configured for that stage, so nobody may. Ask whoever"
                    + " keeps the configuration to write one."));
    assertThat(rules.mayApprove(DEPLOYER, UNHEARD_OF, "x", true))
        .isInstanceOf(Verdict.Denied.class);
    assertThat(rules.approvers(UNHEARD_OF, "x")).isEmpty();
    assertThat(rules.approval(UNHEARD_OF).approvals()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void theRequesterDoesNotCountWhereTheStageSaysSo() {
    assertThat(rules.mayApprove(DEPLOYER, PRODUCTION, "deployer", true))
        .isEqualTo(
            new Verdict.Denied(
                "NOT_THE_REQUESTER",
                "deployer may not approve in production: the requester does not count there. Ask"
                    + " approver or second-approver."));
    assertThat(rules.mayApprove(DEPLOYER, STAGING, "deployer", true))
        .isInstanceOf(Verdict.Allowed.class);
    assertThat(rules.mayApprove(APPROVER, PRODUCTION, "deployer", true))
        .isInstanceOf(Verdict.Allowed.class);
  }

  @Test
  void theRequesterIsTheSamePersonThroughEveryLinkedAccount() {
    assertThat(rules.mayApprove(DEPLOYER_IN_SLACK, PRODUCTION, "deployer", true))
        .isInstanceOf(Verdict.Denied.class);
    assertThat(rules.mayApprove(DEPLOYER_IN_SLACK, PRODUCTION, "Deployer", true))
        .isInstanceOf(Verdict.Denied.class);
    assertThat(rules.mayApprove(DEPLOYER_IN_SLACK, PRODUCTION, DEPLOYER.toString(), true))
        .isInstanceOf(Verdict.Denied.class);
  }

  @Test
  void aReactionIsRefusedWhereAnApprovalMustBeTyped() {
    assertThat(rules.mayApprove(APPROVER, PRODUCTION, "deployer", false))
        .isEqualTo(
            new Verdict.Denied(
                "TYPED_APPROVAL_REQUIRED",
                "approver may not approve in production by a reaction: it must be typed there."
                    + " Type /approve."));
    assertThat(rules.mayApprove(APPROVER, STAGING, "deployer", false))
        .isInstanceOf(Verdict.Allowed.class);
  }

  @Test
  void whoMayNotApproveAtAllIsNotSentToTypeIt() {
    assertThat(rules.mayApprove(VISITOR, PRODUCTION, "deployer", false))
        .extracting(v -> ((Verdict.Denied) v).rule())
        .isEqualTo("ROLE_HELD");
    assertThat(rules.mayApprove(STRANGER, PRODUCTION, "deployer", false))
        .extracting(v -> ((Verdict.Denied) v).rule())
        .isEqualTo("KNOWN_PERSON");
  }

  @Test
  void namesTheApproversWithoutTheRequesterWhereTheyDoNotCount() {
    assertThat(rules.approvers(PRODUCTION, "deployer"))
        .containsExactly("approver", "second-approver");
    assertThat(rules.approvers(PRODUCTION, DEPLOYER_IN_SLACK.toString()))
        .containsExactly("approver", "second-approver");
    assertThat(rules.approvers(STAGING, "deployer"))
        .containsExactly("approver", "deployer", "second-approver");
    assertThat(rules.approvers(PRODUCTION, "visitor"))
        .containsExactly("approver", "deployer", "second-approver");
  }

  @Test
  void whatReachesOverStagesNeedsTheRoleInEachOfThem() {
    AccessRules uneven =
        new AccessRules(
            PEOPLE,
            Map.of(
                STAGING, new StagePolicy(Map.of(Role.HOLD, Set.of("dev")), approval(true, false)),
                PRODUCTION,
                    new StagePolicy(Map.of(Role.HOLD, Set.of("ops")), approval(true, false))),
            List.of());
    Set<Stage> both = Set.of(STAGING, PRODUCTION);
    assertThat(uneven.mayEverywhere(DEPLOYER, Role.HOLD, both)).isInstanceOf(Verdict.Allowed.class);
    assertThat(uneven.mayEverywhere(APPROVER, Role.HOLD, both))
        .isEqualTo(
            new Verdict.Denied("ROLE_HELD", "approver may not hold in staging. Ask deployer."));
    assertThat(uneven.mayEverywhere(DEPLOYER, Role.HOLD, Set.of(STAGING, UNHEARD_OF)))
        .isInstanceOf(Verdict.Denied.class);
  }

  @Test
  void everywhereIsNotNowhere() {
    assertThat(rules.mayEverywhere(DEPLOYER, Role.READ, Set.of()))
        .isEqualTo(
            new Verdict.Denied(
                "SOME_STAGE_NAMED",
                "There is no stage that this would be about, so nobody may do it."));
    assertThat(rules.mayEverywhere(STRANGER, Role.READ, Set.of()))
        .extracting(v -> ((Verdict.Denied) v).rule())
        .isEqualTo("KNOWN_PERSON");
  }

  @Test
  void aRefusalNamesAFewToAskAndCountsTheOthers() {
    Stream<Person> crowd =
        IntStream.rangeClosed(1, 7).mapToObj(i -> new Person("p" + i, Set.of("ops"), Set.of()));
    Person visitor = new Person("visitor", Set.of(), Set.of(VISITOR));
    AccessRules crowded =
        new AccessRules(
            new People(Stream.concat(crowd, Stream.of(visitor)).toList()),
            Map.of(PRODUCTION, policy(false, false)),
            List.of());
    assertThat(crowded.may(VISITOR, Role.APPROVE, PRODUCTION))
        .extracting(v -> ((Verdict.Denied) v).reason())
        .isEqualTo(
            "visitor may not approve in production. Ask p1, p2, p3, p4, p5 or one of 2 others.");
  }

  @Test
  void anAccountIsShownWithoutWhatCouldDeceive() {
    Identity odd = new Identity("slack", "U\u202E\u0000" + "x".repeat(1_000));
    assertThat(rules.may(odd, Role.READ, STAGING))
        .extracting(v -> ((Verdict.Denied) v).reason())
        .asString()
        .startsWith("slack:U??xxx")
        .hasSizeLessThan(250);
  }

  @Test
  void whoIsOnDutyMustBeConfigured() {
    assertThat(rules.onDuty()).containsExactly("approver");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AccessRules(PEOPLE, Map.of(), List.of("nobody")))
        .withMessage("on-duty: found 'nobody', write the name of a configured person");
  }

  @Test
  void aGateAsksForSomebodyAndWaits() {
    Duration hour = Duration.ofHours(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ApprovalPolicy(0, true, hour, Duration.ZERO, false))
        .withMessage("approvals: found 0, write at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ApprovalPolicy(1, true, Duration.ZERO, Duration.ZERO, false))
        .withMessage("expiry: found PT0S, write more than 0s");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ApprovalPolicy(1, true, hour, hour, false))
        .withMessageStartingWith("remindBefore: found PT1H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ApprovalPolicy(1, true, hour, hour.negated(), false))
        .withMessageStartingWith("remindBefore: found PT-1H");
  }

  @Test
  void everyRuleIsNamedByItsVerdict() {
    Stream<Verdict> refusals =
        Stream.of(
            rules.may(STRANGER, Role.READ, STAGING),
            rules.may(DEPLOYER, Role.READ, UNHEARD_OF),
            rules.may(VISITOR, Role.DEPLOY, STAGING),
            rules.mayApprove(DEPLOYER, PRODUCTION, "deployer", true),
            rules.mayApprove(APPROVER, PRODUCTION, "deployer", false),
            rules.mayEverywhere(DEPLOYER, Role.READ, Set.of()));
    assertThat(refusals.map(v -> ((Verdict.Denied) v).rule()))
        .containsExactlyElementsOf(Arrays.stream(Rule.values()).map(Rule::name).toList());
  }

  private static StagePolicy policy(boolean requesterCounts, boolean typedOnly) {
    return new StagePolicy(
        Map.of(
            Role.DEPLOY, Set.of("dev"),
            Role.APPROVE, Set.of("ops"),
            Role.READ, Set.of("dev", "ops", "guests")),
        approval(requesterCounts, typedOnly));
  }

  private static ApprovalPolicy approval(boolean requesterCounts, boolean typedOnly) {
    return new ApprovalPolicy(
        1, requesterCounts, Duration.ofHours(1), Duration.ofMinutes(10), typedOnly);
  }
}
