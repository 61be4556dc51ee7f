package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.signalbox.port.Inbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** The inbox, on any database. */
interface InboxContract extends StoreFixture {

  Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  Duration HOUR = Duration.ofHours(1);

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
}
