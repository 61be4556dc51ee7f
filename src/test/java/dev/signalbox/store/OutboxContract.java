package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.port.Outbox;
import dev.signalbox.port.Outbox.Item;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Place;
import dev.signalbox.report.Tone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The outbox, on any database. */
interface OutboxContract extends StoreFixture {

  String DEPLOYS = "deploys";
  DeploymentId ONE = new DeploymentId(1);

  private Outbox outbox() {
    return stores().outbox();
  }

  private static Message notice(String key, Place place, long revision) {
    Message.Notice content = new Message.Notice(Tone.GOOD, key + " " + revision, List.of("✅"));
    return new Message(key, revision, place, Optional.of(ONE), content, List.of("dana"), List.of());
  }

  private static Message card(long revision) {
    Message.Card content =
        new Message.Card(Tone.RUNNING, "#1", "", List.of(), List.of(), 0, 9, "", "", "", List.of());
    return new Message(
        Message.cardKey(ONE),
        revision,
        Place.CHANNEL,
        Optional.of(ONE),
        content,
        List.of(),
        List.of());
  }

  private static Message prompt() {
    Message.Prompt content =
        new Message.Prompt(
            Tone.ASKING,
            "Swap?",
            List.of(),
            "0 of 1",
            List.of(),
            "",
            true,
            List.of(new Message.Button.Reacts("Approve", "✅")));
    return new Message(
        Message.promptKey(1, 1), 1, Place.CHANNEL, Optional.of(ONE), content, List.of(), List.of());
  }

  private void put(Message... messages) {
    doIn(() -> List.of(messages).forEach(m -> outbox().put(DEPLOYS, m)));
  }

  private List<String> due() {
    return outbox().due(DEPLOYS, clock().instant(), 100).stream()
        .map(item -> item.message().key())
        .toList();
  }

  private long id(String key) {
    return outbox().find(DEPLOYS, key).orElseThrow().id();
  }

  private void deliver(String key, long revision, String reference) {
    doIn(() -> outbox().delivered(id(key), revision, reference, Optional.of("https://x/" + key)));
  }

  @Test
  default void promptsGoBeforeNoticesBeforeCardsBeforeThreads() {
    put(
        notice("thread-1", Place.THREAD, 1),
        card(1),
        notice("said-2", Place.CHANNEL, 1),
        notice("said-1", Place.CHANNEL, 1),
        prompt());
    assertThat(due()).containsExactly("gate:1:1", "said-2", "said-1", "card:1");

    deliver("card:1", 1, "100.1");

    assertThat(due()).containsExactly("gate:1:1", "said-2", "said-1", "thread-1");
    assertThat(outbox().find(DEPLOYS, "card:1").orElseThrow().reference()).contains("100.1");
  }

  @Test
  default void whatIsReadIsWhatWasPut() {
    put(prompt());

    Item item = outbox().due(DEPLOYS, clock().instant(), 1).getFirst();

    assertThat(item.message()).isEqualTo(prompt());
    assertThat(item.reference()).isEmpty();
    assertThat(item.postedRevision()).isEmpty();
    assertThat(item.attempted()).isFalse();
    assertThat(outbox().due("another", clock().instant(), 1)).isEmpty();
  }

  @Test
  default void onlyTheLatestRevisionIsPostedAndAnOlderOneChangesNothing() {
    put(card(1), card(3), card(2));
    assertThat(outbox().find(DEPLOYS, "card:1").orElseThrow().message().revision()).isEqualTo(3);
    assertThat(outbox().backlog(DEPLOYS)).isEqualTo(1);

    deliver("card:1", 3, "100.1");
    assertThat(outbox().backlog(DEPLOYS)).isZero();
    put(card(3));
    assertThat(due()).isEmpty();
    put(card(4));

    Item item = outbox().due(DEPLOYS, clock().instant(), 1).getFirst();
    assertThat(item.postedRevision()).contains(3L);
    assertThat(item.reference()).contains("100.1");
  }

  @Test
  default void aRevisionThatCameWhileAnOlderOneWasPostedIsStillDue() {
    put(card(1));
    doIn(() -> outbox().attempting(id("card:1")));
    put(card(2));
    deliver("card:1", 1, "100.1");

    assertThat(due()).containsExactly("card:1");
  }

  @Test
  default void whatIsPostponedWaitsAndSaysUntilWhen() {
    put(notice("a", Place.CHANNEL, 1), notice("b", Place.CHANNEL, 1));
    assertThat(outbox().nextDue(DEPLOYS)).isEmpty();
    doIn(() -> outbox().attempting(id("a")));
    doIn(() -> outbox().postpone(id("a"), clock().instant().plusSeconds(30), "429 ".repeat(2000)));

    assertThat(due()).containsExactly("b");
    assertThat(outbox().backlog(DEPLOYS)).isEqualTo(2);
    assertThat(outbox().nextDue(DEPLOYS))
        .contains(Columns.stored(clock().instant().plusSeconds(30)));
    Item waiting = outbox().find(DEPLOYS, "a").orElseThrow();
    assertThat(waiting.failures()).isEqualTo(1);
    assertThat(waiting.attempted()).as("it may have arrived after all").isTrue();

    clock().advance(Duration.ofSeconds(31));
    assertThat(due()).containsExactly("a", "b");
    deliver("a", 1, "1");
    assertThat(outbox().find(DEPLOYS, "a").orElseThrow().attempted()).isFalse();
    assertThat(outbox().nextDue(DEPLOYS)).isEmpty();
  }

  @Test
  default void aThreadWhoseCardWaitsHasNoTimeOfItsOwn() {
    put(card(1), notice("thread", Place.THREAD, 1));
    doIn(() -> outbox().postpone(id("thread"), clock().instant().minusSeconds(60), "earlier"));

    assertThat(outbox().nextDue(DEPLOYS)).isEmpty();
  }

  @Test
  default void whatIsGivenUpIsNotTriedAgainUnlessItSaysSomethingNew() {
    put(card(1), notice("thread", Place.THREAD, 1));
    doIn(() -> outbox().giveUp(id("card:1"), "too long"));
    assertThat(due()).as("the thread need not wait for it any more").containsExactly("thread");
    assertThat(outbox().backlog(DEPLOYS)).isEqualTo(1);

    put(card(2));
    assertThat(due()).containsExactly("card:1");
  }

  @Test
  default void aRevisionThatCameWhileAnOlderOneWasRefusedIsTried() {
    put(card(1));
    doIn(() -> outbox().attempting(id("card:1")));
    put(card(2));
    doIn(() -> outbox().giveUp(id("card:1"), "too long"));

    assertThat(due()).containsExactly("card:1");
  }

  @Test
  default void anItemIsFoundByWhatThePlatformCallsIt() {
    put(prompt());
    deliver("gate:1:1", 1, "1700000000.000100");

    assertThat(outbox().byReference(DEPLOYS, "1700000000.000100").orElseThrow().message().key())
        .isEqualTo("gate:1:1");
    assertThat(outbox().byReference(DEPLOYS, "1")).isEmpty();
    assertThat(outbox().byReference("another", "1700000000.000100")).isEmpty();
  }

  @Test
  default void whatStandsInTheChannelIsListedNewestFirstWithoutWhatIsOutOfDate() {
    put(card(1), prompt(), notice("entry:1", Place.THREAD, 3), notice("entry:2", Place.CHANNEL, 4));
    deliver(card(1).key(), 1, "m1");
    deliver(prompt().key(), 1, "m2");
    deliver("entry:1", 3, "m3");
    deliver("entry:2", 4, "m4");
    put(card(9));

    assertThat(outbox().posted(DEPLOYS, 10))
        .extracting(item -> item.message().key())
        .containsExactly("entry:2", prompt().key());
    assertThat(outbox().posted(DEPLOYS, 1)).hasSize(1);
  }

  @Test
  default void aCursorBeginsAtZeroAndMovesWithItsTransactionOnly() {
    assertThat(outbox().cursor("narration")).isZero();
    doIn(() -> outbox().moveCursor("narration", 7));
    try {
      doIn(
          () -> {
            outbox().moveCursor("narration", 9);
            outbox().put(DEPLOYS, prompt());
            throw new IllegalArgumentException("failed");
          });
    } catch (IllegalArgumentException expected) {
      assertThat(expected).hasMessage("failed");
    }

    assertThat(outbox().cursor("narration")).isEqualTo(7);
    assertThat(due()).isEmpty();
  }

  @Test
  default void ofManyThatNarrateAtOnceEachGoesOnWhereTheOneBeforeStopped()
      throws ExecutionException, InterruptedException {
    doIn(() -> outbox().moveCursor("narration", 0));

    List<Long> read =
        StoreFixture.atOnce(
            30,
            _ ->
                in(
                    () -> {
                      long position = outbox().cursor("narration");
                      outbox().moveCursor("narration", position + 1);
                      return position;
                    }));

    assertThat(read).containsExactlyInAnyOrderElementsOf(LongStream.range(0, 30).boxed().toList());
  }
}
