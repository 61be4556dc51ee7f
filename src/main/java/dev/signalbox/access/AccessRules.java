package dev.signalbox.access;

import dev.signalbox.topology.Stage;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may do what. Fails closed (promise 7): an account linked to nobody, a stage without a policy
 * and a role that is given to no group are all refused, each with the reason that the person reads.
 * Never throws for what people do.
 */
public final class AccessRules {

  private static final List<Rule> TO_ACT =
      List.of(Rule.KNOWN_PERSON, Rule.STAGE_HAS_POLICY, Rule.ROLE_HELD);
  private static final List<Rule> TO_APPROVE =
      List.of(
          Rule.KNOWN_PERSON,
          Rule.STAGE_HAS_POLICY,
          Rule.ROLE_HELD,
          Rule.NOT_THE_REQUESTER,
          Rule.TYPED_APPROVAL_REQUIRED);

  private final People people;
  private final Map<Stage, StagePolicy> policies;
  private final List<String> onDuty;
  private final GroupMembers members;

  /**
   * The rules of one configuration.
   *
   * @param onDuty the names of those who are mentioned when a deployment needs attention; one that
   *     nobody bears is refused with an {@link IllegalArgumentException}
   */
  public AccessRules(People people, Map<Stage, StagePolicy> policies, List<String> onDuty) {
    this(people, policies, onDuty, GroupMembers.NONE);
  }

  private AccessRules(
      People people, Map<Stage, StagePolicy> policies, List<String> onDuty, GroupMembers members) {
    this.people = people;
    this.members = members;
    this.policies = Map.copyOf(policies);
    this.onDuty = List.copyOf(onDuty);
    for (String name : this.onDuty) {
      if (people.byName(name).isEmpty()) {
        throw new IllegalArgumentException(
            "on-duty: found '" + Excerpt.of(name) + "', write the name of a configured person");
      }
    }
  }

  /** The same rules, with roles also held by the groups that platforms keep. */
  public AccessRules with(GroupMembers live) {
    return new AccessRules(people, policies, onDuty, live);
  }

  /** Every group of a platform that holds a role somewhere. */
  public Set<String> platformGroups() {
    return policies.values().stream()
        .flatMap(policy -> policy.groupsByRole().values().stream())
        .flatMap(Set::stream)
        .filter(GroupMembers::isOfPlatform)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Reads the platforms' groups again where what is known of them has aged. May wait for a
   * platform: to be called before something is decided, and never within a transaction.
   */
  public void lookAgain() {
    members.lookAgain();
  }

  /** The person this account is linked to. */
  public Optional<Person> person(Identity identity) {
    return people.byIdentity(identity);
  }

  /** Whether the one behind the account holds the role in the stage. */
  public Verdict may(Identity who, Role role, Stage stage) {
    return judge(TO_ACT, attempt(who, role, stage, "", true));
  }

  /**
   * Whether the one behind the account holds the role in every one of the stages; no stage at all
   * is refused. The reason names the first stage, by name, in which they do not.
   */
  public Verdict mayEverywhere(Identity who, Role role, Set<Stage> stages) {
    if (stages.isEmpty()) {
      Rule rule = person(who).isEmpty() ? Rule.KNOWN_PERSON : Rule.SOME_STAGE_NAMED;
      return judge(List.of(rule), attempt(who, role, new Stage("none"), "", true));
    }
    return stages.stream()
        .sorted(Comparator.comparing(Stage::name))
        .map(stage -> may(who, role, stage))
        .filter(Verdict.Denied.class::isInstance)
        .findFirst()
        .orElseGet(Verdict.Allowed::new);
  }

  /**
   * Whether an approval by this account would count in the stage.
   *
   * @param requesterPersonName who asked for the deployment: the person's name as the journal keeps
   *     it, or their account
   * @param typed true for {@code /approve}, false for a reaction or a button
   */
  public Verdict mayApprove(Identity who, Stage stage, String requesterPersonName, boolean typed) {
    return judge(TO_APPROVE, attempt(who, Role.APPROVE, stage, requesterPersonName, typed));
  }

  /** What the stage's gates ask for; what nobody can satisfy where the stage has no policy. */
  public ApprovalPolicy approval(Stage stage) {
    return Optional.ofNullable(policies.get(stage))
        .map(StagePolicy::approval)
        .orElse(ApprovalPolicy.UNSATISFIABLE);
  }

  /**
   * The names of those whose typed approval would count in the stage, sorted; without the requester
   * where they do not count.
   */
  public List<String> approvers(Stage stage, String requester) {
    Identity nobody = new Identity("", "");
    return attempt(nobody, Role.APPROVE, stage, requester, true).others();
  }

  /** The names of those who are mentioned when a deployment needs attention. */
  public List<String> onDuty() {
    return onDuty;
  }

  private Attempt attempt(Identity who, Role role, Stage stage, String requester, boolean typed) {
    return new Attempt(
        people,
        who,
        people.byIdentity(who),
        role,
        stage,
        Optional.ofNullable(policies.get(stage)),
        requester,
        typed,
        members);
  }

  private static Verdict judge(List<Rule> rules, Attempt attempt) {
    for (Rule rule : rules) {
      Optional<String> objection = rule.objection(attempt);
      if (objection.isPresent()) {
        return new Verdict.Denied(rule.name(), objection.get());
      }
    }
    return new Verdict.Allowed();
  }
}
