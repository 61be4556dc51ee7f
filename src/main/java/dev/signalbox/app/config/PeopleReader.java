package dev.signalbox.app.config;

import dev.signalbox.access.GroupMembers;
import dev.signalbox.access.Identity;
import dev.signalbox.access.People;
import dev.signalbox.access.Person;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads who there is. */
final class PeopleReader {

  /** The platforms that an account can be on. */
  static final Set<String> PLATFORMS = Set.of("terminal", "page", "slack", "discord");

  /** The platforms of our own, where an account is named as its person. */
  static final Set<String> OWN_PLATFORMS = Set.of("terminal", "page");

  private static final String FIELD = "signalbox.people";
  private static final String HASH_REMEDY =
      "{bcrypt} and what `htpasswd -nBC 12 NAME` prints after the colon";
  private static final Pattern HASH =
      Pattern.compile("\\{bcrypt}\\$2[aby]\\$\\d\\d\\$[./0-9A-Za-z]{53}");

  private final Problems problems;

  PeopleReader(Problems problems) {
    this.problems = problems;
  }

  /** The people without what is wrong with them. */
  People read(Map<String, PersonProperties> people) {
    if (people.isEmpty()) {
      problems.missing(FIELD, "nobody", "at least one person");
    }
    List<Person> good = new ArrayList<>();
    people.forEach(
        (name, properties) -> {
          String field = FIELD + "." + Fields.key(name);
          requireOwnGroups(field, properties.groups());
          Person person =
              new Person(
                  name, Set.copyOf(properties.groups()), identities(field, name, properties));
          // One after the other, so that each objection has its person.
          problems
              .attempt(
                  field, () -> new People(Stream.concat(good.stream(), Stream.of(person)).toList()))
              .ifPresent(_ -> good.add(person));
          checkHash(field, properties, person);
        });
    return new People(good);
  }

  /** Whether somebody is in a group that a platform keeps, the platform says. */
  private void requireOwnGroups(String field, List<String> groups) {
    for (int i = 0; i < groups.size(); i++) {
      if (GroupMembers.isOfPlatform(groups.get(i))) {
        problems.add(
            field + ".groups[" + i + "]",
            "'" + groups.get(i) + "', which a platform keeps",
            "a group of your own, and give the platform's group its roles under stages");
      }
    }
  }

  /** The hash of each person's password, for those who have one. */
  static Map<String, String> passwordHashes(Map<String, PersonProperties> people) {
    return people.entrySet().stream()
        .flatMap(
            person ->
                Optional.ofNullable(person.getValue().passwordHash())
                    .map(hash -> Map.entry(person.getKey(), hash))
                    .stream())
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Every group that somebody is in. */
  static Set<String> groups(Map<String, PersonProperties> people) {
    return people.values().stream()
        .flatMap(person -> person.groups().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private Set<Identity> identities(String field, String name, PersonProperties properties) {
    Set<Identity> identities = new LinkedHashSet<>();
    for (int i = 0; i < properties.identities().size(); i++) {
      String at = field + ".identities[" + i + "]";
      identity(at, name, properties.identities().get(i)).ifPresent(identities::add);
    }
    return identities;
  }

  private Optional<Identity> identity(String field, String person, String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      problems.add(field, "'" + text + "'", "platform:account, such as slack:U024BE7LH");
      return Optional.empty();
    }
    Identity identity = new Identity(text.substring(0, colon), text.substring(colon + 1));
    if (problems.oneOf(field, identity.platform(), PLATFORMS).isEmpty()) {
      return Optional.empty();
    }
    if (identity.platform().equals("discord")
        && !DiscordReader.NUMBER.matcher(identity.id()).matches()) {
      problems.add(
          field, "'" + text + "'", "discord: and the account's number, as Copy User ID gives it");
      return Optional.empty();
    }
    if (OWN_PLATFORMS.contains(identity.platform()) && !identity.id().equals(person)) {
      problems.add(field, "'" + text + "'", "'" + identity.platform() + ":" + person + "'");
      return Optional.empty();
    }
    return Optional.of(identity);
  }

  /** Never repeats what was found: it may be a password. */
  private void checkHash(String field, PersonProperties properties, Person person) {
    String hash = properties.passwordHash();
    if (hash == null) {
      return;
    }
    if (!HASH.matcher(hash).matches()) {
      problems.add(field + ".password-hash", "what is no bcrypt hash", HASH_REMEDY);
    }
    if (!person.identities().contains(new Identity("page", person.name()))) {
      problems.add(
          field + ".identities",
          "a password, but no account on the page",
          "'page:" + person.name() + "' too");
    }
  }
}
