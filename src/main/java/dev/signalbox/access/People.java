package dev.signalbox.access;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everybody who is configured. Whoever is not among them has no say: a platform never adds anybody
 * (promise 7).
 *
 * @param people in the order of the configuration
 */
public record People(List<Person> people) {

  /** Signalbox acts under its own name in the journal, and answers to it in a channel. */
  private static final String RESERVED = "signalbox";

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_.-]{0,62}");

  /**
   * Copies the list. Refuses with an {@link IllegalArgumentException} that names the field, what
   * was found and what to write: a name that cannot be typed after {@code @}, one that two people
   * bear (whatever the case of its letters), and an account linked to two people or to nothing.
   */
  public People {
    people = List.copyOf(people);
    Map<String, Person> byName = new HashMap<>();
    Map<Identity, Person> byIdentity = new HashMap<>();
    for (Person person : people) {
      requireName(person.name());
      if (byName.put(person.name().toLowerCase(Locale.ROOT), person) != null) {
        throw new IllegalArgumentException(
            "people: the name '" + person.name() + "' is used twice; give each person one entry");
      }
      for (Identity identity : person.identities()) {
        requireComplete(person, identity);
        Person other = byIdentity.put(identity, person);
        if (other != null) {
          throw linkedTwice(identity, other, person);
        }
      }
    }
  }

  /** The person this account is linked to. */
  public Optional<Person> byIdentity(Identity identity) {
    return people.stream().filter(p -> p.identities().contains(identity)).findFirst();
  }

  /** The person of this name, whatever the case of its letters. */
  public Optional<Person> byName(String name) {
    return people.stream().filter(p -> p.name().equalsIgnoreCase(name)).findFirst();
  }

  /** The names of everybody in at least one of the groups, sorted. */
  public List<String> inGroups(Set<String> groups) {
    return people.stream()
        .filter(p -> p.groups().stream().anyMatch(groups::contains))
        .map(Person::name)
        .sorted()
        .toList();
  }

  /** The same, with those whom a platform has in one of the groups that it keeps. */
  List<String> inGroups(Set<String> groups, GroupMembers members) {
    Set<Identity> accounts =
        groups.stream()
            .filter(GroupMembers::isOfPlatform)
            .flatMap(
                group ->
                    members.of(group) instanceof GroupMembers.Reading.Known(Set<Identity> known)
                        ? known.stream()
                        : Stream.empty())
            .collect(Collectors.toSet());
    return people.stream()
        .filter(
            p ->
                p.groups().stream().anyMatch(groups::contains)
                    || p.identities().stream().anyMatch(accounts::contains))
        .map(Person::name)
        .sorted()
        .toList();
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "people: the name '"
              + Excerpt.of(name)
              + "' cannot be typed after @; use 1 to 63 letters, digits, '-', '_' and '.',"
              + " beginning with a letter or digit");
    }
    if (name.equalsIgnoreCase(RESERVED)) {
      throw new IllegalArgumentException(
          "people: the name '" + name + "' is the bot's own; give the person another");
    }
  }

  private static void requireComplete(Person person, Identity identity) {
    if (identity.platform().isBlank() || identity.id().isBlank()) {
      throw new IllegalArgumentException(
          "people: the identity '"
              + Excerpt.of(identity.toString())
              + "' of "
              + person.name()
              + " is incomplete; write platform:account, such as slack:U024BE7LH");
    }
  }

  private static IllegalArgumentException linkedTwice(Identity identity, Person one, Person other) {
    return new IllegalArgumentException(
        "people: the identity '"
            + Excerpt.of(identity.toString())
            + "' is linked to "
            + one.name()
            + " and to "
            + other.name()
            + "; leave it with the one person whose account it is");
  }
}
