package dev.signalbox.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleTest {

  private static final Identity SLACK = new Identity("slack", "U1");
  private static final Identity DISCORD = new Identity("discord", "1");

  @Test
  void twoLinkedAccountsAreOnePerson() {
    People people = new People(List.of(person("ana", SLACK, DISCORD)));
    assertThat(people.byIdentity(SLACK)).isPresent().isEqualTo(people.byIdentity(DISCORD));
  }

  @Test
  void theSameIdOnAnotherPlatformIsAnotherAccount() {
    People people = new People(List.of(person("ana", SLACK)));
    assertThat(people.byIdentity(new Identity("discord", "U1"))).isEmpty();
    assertThat(people.byIdentity(new Identity("slack", "u1"))).isEmpty();
  }

  @Test
  void findsNamesWhateverTheCaseOfTheirLetters() {
    People people = new People(List.of(person("Ana", SLACK)));
    assertThat(people.byName("aNA").map(Person::name)).contains("Ana");
    assertThat(people.byName("an")).isEmpty();
  }

  @Test
  void listsWhoIsInAnyOfTheGroupsByName() {
    People people =
        new People(
            List.of(
                new Person("zoe", Set.of("ops"), Set.of()),
                new Person("ana", Set.of("ops", "dev"), Set.of()),
                new Person("bob", Set.of("dev"), Set.of()),
                new Person("guest", Set.of(), Set.of())));
    assertThat(people.inGroups(Set.of("ops"))).containsExactly("ana", "zoe");
    assertThat(people.inGroups(Set.of("ops", "dev"))).containsExactly("ana", "bob", "zoe");
    assertThat(people.inGroups(Set.of("qa"))).isEmpty();
    assertThat(people.inGroups(Set.of())).isEmpty();
  }

  @Test
  void refusesANameThatTwoPeopleBear() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new People(List.of(person("ana", SLACK), person("Ana", DISCORD))))
        .withMessage("people: the name 'Ana' is used twice; give each person one entry");
  }

  @Test
  void refusesAnAccountThatTwoPeopleShare() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new People(List.of(person("ana", SLACK), person("bob", SLACK))))
        .withMessage(
            "people: the identity 'slack:U1' is linked to ana and to bob; leave it with the one"
                + " person whose account it is");
  }

  @Test
  void refusesHalfAnIdentity() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new People(List.of(person("ana", new Identity("slack", " ")))))
        .withMessageContaining("identity 'slack: ' of ana is incomplete; write platform:account");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new People(List.of(person("ana", new Identity("", "U1")))))
        .withMessageContaining("incomplete");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words", "@ana", "a\u202Eb", "a\u0000", "-a"})
  void refusesANameThatNobodyCanType(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new People(List.of(person(name, SLACK))))
        .withMessageContaining("cannot be typed after @");
  }

  @Test
  void takesNamesOfAllScripts() {
    assertThat(new People(List.of(person("Жанна", SLACK))).byName("жанна")).isPresent();
  }

  @Test
  void theBotsOwnNameIsTaken() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new People(List.of(person("Signalbox", SLACK))))
        .withMessageContaining("is the bot's own");
  }

  private static Person person(String name, Identity... identities) {
    return new Person(name, Set.of(), Set.of(identities));
  }
}
