package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.port.DeliveryRights;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Which instance delivers, on any database. */
interface DeliveryRightsContract extends StoreFixture {

  Instant START = Instant.parse("2026-11-21T12:00:00Z");
  Instant END = START.plusSeconds(20);

  private DeliveryRights rights() {
    return stores().deliveryRights();
  }

  @Test
  default void oneInstanceHasTheRightUntilItsTimePasses() {
    assertThat(rights().take("deploys", "one", START, END)).isTrue();
    assertThat(rights().take("deploys", "two", END.minusMillis(1), END.plusSeconds(9))).isFalse();
    assertThat(rights().take("other", "two", START, END)).isTrue();
    assertThat(rights().take("deploys", "two", END, END.plusSeconds(20))).isTrue();
    assertThat(rights().take("deploys", "one", END, END.plusSeconds(20))).isFalse();
  }

  @Test
  default void whoHasTheRightProlongsIt() {
    rights().take("deploys", "one", START, END);
    assertThat(rights().take("deploys", "one", START.plusSeconds(9), END.plusSeconds(9))).isTrue();
    assertThat(rights().take("deploys", "two", END, END.plusSeconds(20))).isFalse();
  }

  @Test
  default void whatIsGivenBackIsFreeAtOnceAndOnlyItsOwnerGivesItBack() {
    rights().take("deploys", "one", START, END);
    rights().leave("deploys", "two");
    assertThat(rights().take("deploys", "two", START, END)).isFalse();
    rights().leave("deploys", "one");
    assertThat(rights().take("deploys", "two", START, END)).isTrue();
  }

  @Test
  default void ofManyThatAskAtOnceOneGetsIt() throws ExecutionException, InterruptedException {
    List<Boolean> answers =
        StoreFixture.atOnce(12, i -> rights().take("deploys", "instance-" + i, START, END));
    assertThat(answers).containsOnlyOnce(true);
  }
}
