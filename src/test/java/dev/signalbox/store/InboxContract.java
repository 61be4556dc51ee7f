package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.port.Inbox;
import dev.signalbox.port.Inbox.Deed;
import dev.signalbox.port.Inbox.Noted;
import dev.signalbox.port.Journal.About;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** The inbox, on any database. */
interface InboxContract extends StoreFixture {

  Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  Duration HOUR = Duration.ofHours(1);
  Instant LATER = NOON.plus(HOUR);
  Deed DEED =
      new Deed(
          "discord",
          "team",
          "42",
          Inbox.Kind.LINE,
          Optional.of("110:112"),
          "/deploy v2",
          Optional.of("token"));

  private Inbox inbox() {
    return stores().inbox();
  }

  @Test
  default void whatComesInTwiceIsFirstOnce() {
    assertThat(inbox().first("slack Ev1", NOON, NOON.plus(HOUR))).isTrue();
    assertThat(inbox().first("slack Ev1", NOON, NOON.plus(HOUR))).isFalse();
    assertThat(inbox().first("slack Ev2", NOON, NOON.plus(HOUR))).isTrue();
    assertThat(inbox().has("slack Ev1", NOON)).isTrue();
  }

  @Test
  default void whatCannotComeAgainIsForgotten() {
    inbox().first("slack Ev1", NOON, NOON.plus(HOUR));

    assertThat(inbox().has("slack Ev1", NOON.plus(HOUR))).isFalse();
    assertThat(inbox().first("slack Ev1", NOON.plus(HOUR), NOON.plus(HOUR).plus(HOUR))).isTrue();
  }

  @Test
  default void whatIsForgottenOnPurposeIsNewAgain() {
    inbox().first("slack reaction", NOON, NOON.plus(HOUR));
    inbox().forget("slack reaction");
    inbox().forget("never noted");

    assertThat(inbox().first("slack reaction", NOON, NOON.plus(HOUR))).isTrue();
  }

  @Test
  default void ofManyAtOnceOneIsFirst() throws ExecutionException, InterruptedException {
    List<Boolean> answers =
        StoreFixture.atOnce(12, _ -> inbox().first("slack Ev1", NOON, NOON.plus(HOUR)));

    assertThat(answers).containsOnlyOnce(true);
  }

  @Test
  default void aKeyThatWouldNotFitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> inbox().first("x".repeat(401), NOON, NOON.plus(HOUR)))
        .withMessage("key: found 401 characters, write at most 400");
  }

  @Test
  default void whatCameOfItAndThatItCameInAreOneTransaction() {
    assertThatIllegalStateException()
        .isThrownBy(() -> inbox().once("slack Ev1", NOON, LATER, () -> killedWithIts(0)));
    assertThat(inbox().has("slack Ev1", NOON)).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> inbox().once("slack Ev1", NOON, LATER, () -> killedWithIts(1)));

    assertThat(inbox().has("slack Ev1", NOON)).isTrue();
    assertThat(inbox().once("slack Ev1", NOON, LATER, () -> says("again"))).isEmpty();
    assertThat(inbox().once("slack Ev2", NOON, LATER, () -> says("another"))).hasValue("another");
    assertThat(said()).containsExactly("line 1", "another");
  }

  @Test
  default void whatTheBotItselfJournalsMeanwhileIsNotWhatWasAskedFor() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                inbox()
                    .once(
                        "slack Ev1",
                        NOON,
                        LATER,
                        () -> {
                          append(Actor.SIGNALBOX, "drift");
                          return killedWithIts(0);
                        }));

    assertThat(inbox().has("slack Ev1", NOON)).isFalse();
  }

  @Test
  default void whatJournalsNothingIsNotedAllTheSame() {
    assertThat(inbox().once("slack Ev1", NOON, LATER, () -> "a look")).hasValue("a look");
    assertThat(inbox().once("slack Ev1", NOON, LATER, () -> "a look")).isEmpty();
  }

  @Test
  default void ofManyAtOnceOneIsDone() throws ExecutionException, InterruptedException {
    StoreFixture.atOnce(8, n -> inbox().once("slack Ev1", NOON, LATER, () -> says("line " + n)));

    assertThat(said()).hasSize(1);
  }

  @Test
  default void whatIsTakenBackIsForgottenWithWhatComesOfIt()
      throws ExecutionException, InterruptedException {
    assertThat(inbox().forgetting("slack reaction", NOON, () -> says("never put"))).isEmpty();
    inbox().first("slack reaction", NOON, LATER);
    assertThatIllegalStateException()
        .isThrownBy(() -> inbox().forgetting("slack reaction", NOON, () -> killedWithIts(0)));
    assertThat(inbox().has("slack reaction", NOON)).isTrue();
    StoreFixture.atOnce(
        8, n -> inbox().forgetting("slack reaction", NOON, () -> says("taken " + n)));

    assertThat(inbox().has("slack reaction", NOON)).isFalse();
    assertThat(said()).hasSize(1);
  }

  @Test
  default void aDeedIsLeftUntilItIsDone() {
    Noted first = note("discord 1", NOON).orElseThrow();
    assertThat(note("discord 1", NOON)).isEmpty();
    Noted second = note("discord 2", NOON).orElseThrow();
    assertThat(second.number()).isGreaterThan(first.number());
    assertThat(first.deed()).isEqualTo(DEED);
    assertThatIllegalStateException().isThrownBy(() -> inbox().done(first, () -> killedWithIts(0)));

    assertThat(inbox().left("slack", NOON, NOON)).isEmpty();
    assertThat(inbox().left("discord", NOON, NOON)).containsExactly(first, second);
    assertThat(inbox().done(first, () -> says("first"))).hasValue("first");
    assertThat(inbox().done(first, () -> says("once more"))).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(() -> inbox().done(second, () -> killedWithIts(1)));
    assertThat(inbox().left("discord", NOON, NOON)).isEmpty();
    assertThat(said()).containsExactly("first", "line 1");
  }

  @Test
  default void aDeedIsLeftOnlyWhenItsClaimHasEnded() {
    Noted noted = note("discord 1", LATER).orElseThrow();

    assertThat(inbox().left("discord", NOON, LATER)).isEmpty();
    assertThat(inbox().left("discord", LATER, LATER.plus(HOUR))).containsExactly(noted);
    assertThat(inbox().left("discord", LATER, LATER.plus(HOUR))).isEmpty();
  }

  private Optional<Noted> note(String key, Instant claimed) {
    return inbox().note(key, DEED, NOON, LATER, claimed);
  }

  private String says(String line) {
    append(Samples.DANA, line);
    return line;
  }

  private String killedWithIts(int lines) {
    for (int i = 1; i <= lines; i++) {
      append(Samples.DANA, "line " + i);
    }
    throw new IllegalStateException("killed");
  }

  private void append(Actor actor, String line) {
    doIn(
        () ->
            stores()
                .journal()
                .append(About.NOTHING, actor, new JournalEvent.CommandAccepted("#x", line)));
  }

  private List<String> said() {
    return stores().journal().after(0, 100).stream()
        .filter(entry -> !entry.actor().equals(Actor.SIGNALBOX))
        .map(entry -> ((JournalEvent.CommandAccepted) entry.event()).line())
        .toList();
  }
}
