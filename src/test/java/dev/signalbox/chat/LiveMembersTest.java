package dev.signalbox.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.access.GroupMembers.Reading;
import dev.signalbox.access.Identity;
import dev.signalbox.access.People;
import dev.signalbox.access.Person;
import dev.signalbox.port.PortFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveMembersTest {
  private static final Identity APPROVER = new Identity("slack", "U1");
  private static final String GROUP = "slack:S1";

  private final ManualTimer timer = new ManualTimer();
  private final List<String> asked = new ArrayList<>();
  private Set<String> there = Set.of("U1", "U7");
  private boolean out;

  private final ScriptedPlatform slack =
      new ScriptedPlatform("slack", true)
          .withGroups(
              (group, accounts) -> {
                asked.add(group + " " + accounts);
                if (out) {
                  throw new PortFailure.Unreachable("Slack does not answer", null);
                }
                return there;
              });
  private final LiveMembers members =
      new LiveMembers(
          new People(List.of(new Person("approver", Set.of(), Set.of(APPROVER)))),
          Set.of(GROUP, "discord:7"),
          List.of(slack),
          new Timing(timer, timer));

  @AfterEach
  void end() {
    timer.shutdownNow();
  }

  @Test
  void nothingIsKnownBeforeItIsRead() {
    assertThat(members.of(GROUP))
        .isEqualTo(new Reading.Unreadable("its members were not read yet"));
  }

  @Test
  void onlyConfiguredAccountsAreAskedForAndKept() {
    members.lookAgain();

    assertThat(asked).containsExactly("S1 [U1]");
    assertThat(members.of(GROUP)).isEqualTo(new Reading.Known(Set.of(APPROVER)));
    assertThat(members.of("discord:7"))
        .isEqualTo(new Reading.Unreadable("no discord is configured"));
  }

  @Test
  void whatIsFreshIsNotAskedAgainAndWhatHasAgedIs() {
    members.lookAgain();
    members.lookAgain();
    assertThat(asked).hasSize(1);
    there = Set.of();
    timer.pass(LiveMembers.FRESH.plusSeconds(1));
    members.lookAgain();

    assertThat(asked).hasSize(2);
    assertThat(members.of(GROUP)).isEqualTo(new Reading.Known(Set.of()));
  }

  @Test
  void aPlatformThatIsGoneIsTrustedForAMinuteAndNoLonger() {
    members.lookAgain();
    out = true;
    timer.pass(LiveMembers.USABLE);
    members.lookAgain();
    assertThat(members.of(GROUP)).isInstanceOf(Reading.Known.class);
    timer.pass(Duration.ofSeconds(1));
    assertThat(members.of(GROUP))
        .isEqualTo(new Reading.Unreadable("what is known of its members is too old"));
    members.lookAgain();

    assertThat(members.of(GROUP)).isEqualTo(new Reading.Unreadable("Slack does not answer"));
  }
}
