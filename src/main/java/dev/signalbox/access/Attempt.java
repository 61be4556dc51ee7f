package dev.signalbox.access;

import dev.signalbox.topology.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody wants to do, with all that the rules need to judge it.
 *
 * @param policy the stage's, where it has one
 * @param requester who asked for the deployment, by name or account; empty where nobody did
 * @param typed whether it was typed, as opposed to a reaction
 * @param members who is in the groups that platforms keep
 */
record Attempt(
    People people,
    Identity who,
    Optional<Person> person,
    Role role,
    Stage stage,
    Optional<StagePolicy> policy,
    String requester,
    boolean typed,
    GroupMembers members) {

  /** The person's name, or the account where it is linked to nobody. */
  String name() {
    return person.map(Person::name).orElseGet(() -> Excerpt.of(who.toString()));
  }

  /** The beginning of a refusal, without its reason. */
  String mayNot() {
    return name() + " may not " + role.words() + " in " + stage;
  }

  boolean roleHeld() {
    return person.map(p -> holders().contains(p.name())).orElse(false);
  }

  boolean requesterCounts() {
    return policy.map(p -> p.approval().requesterCounts()).orElse(false);
  }

  boolean typedOnly() {
    return policy.map(p -> p.approval().typedOnly()).orElse(true);
  }

  boolean isRequester() {
    return person.map(this::asked).orElse(true);
  }

  /** Everybody who holds the role in the stage. */
  List<String> holders() {
    return policy.map(p -> people.inGroups(p.groupsWith(role), members)).orElse(List.of());
  }

  /** What is said of the groups that hold the role, but cannot be read now; empty if all can. */
  String unreadable() {
    return policy.map(p -> p.groupsWith(role)).orElse(Set.of()).stream()
        .filter(GroupMembers::isOfPlatform)
        .sorted()
        .flatMap(
            group ->
                members.of(group) instanceof GroupMembers.Reading.Unreadable(String reason)
                    ? Stream.of(" Nobody holds it by " + group + " now: " + reason + ".")
                    : Stream.empty())
        .collect(Collectors.joining());
  }

  /** Those who may be asked to do it instead: without the requester where they do not count. */
  List<String> others() {
    return holders().stream()
        .filter(name -> requesterCounts() || people.byName(name).filter(this::asked).isEmpty())
        .toList();
  }

  /** An account stands for its person: whoever asked through another account is still the same. */
  private boolean asked(Person person) {
    return person.name().equalsIgnoreCase(requester)
        || person.identities().stream().anyMatch(i -> i.toString().equals(requester));
  }
}
