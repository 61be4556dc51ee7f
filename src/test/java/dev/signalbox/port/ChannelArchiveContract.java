package dev.signalbox.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.signalbox.deployment.WarmUpReport;
import dev.signalbox.deployment.WarmUpReport.Percentiles;
import dev.signalbox.port.ChannelArchive.Content.Posted;
import dev.signalbox.port.ChannelArchive.Content.Typed;
import dev.signalbox.port.ChannelArchive.Entry;
import dev.signalbox.port.ChannelArchive.Reaction;
import dev.signalbox.report.Attachment;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Notice;
import dev.signalbox.report.Message.Place;
import dev.signalbox.report.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every channel archive does. */
public interface ChannelArchiveContract {

  /** The channel that the tests speak in. */
  String CHANNEL = "deployments";

  /** When everything is said. */
  Instant NOW = Instant.parse("2026-11-21T10:15:30.123456Z");

  /** An archive, empty at first. */
  ChannelArchive archive();

  private static Message message(String key, long revision, String text) {
    Percentiles same =
        new Percentiles(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3));
    var warmUp =
        new WarmUpReport(
            9,
            0,
            Duration.ofSeconds(1),
            same,
            List.of(same),
            Optional.of(Duration.ofNanos(1_500_000)));
    return new Message(
        key,
        revision,
        Place.CHANNEL,
        Optional.empty(),
        new Notice(Tone.GOOD, text, List.of("detail")),
        List.of("approver"),
        List.of(
            new Attachment.Curve("warm-up", warmUp),
            new Attachment.LongText("all of it", "output.txt", "one\ntwo")));
  }

  private void post(String key, long revision, String text) {
    archive().post(CHANNEL, message(key, revision, text), Optional.empty(), NOW);
  }

  private List<Entry> all() {
    return archive().newest(CHANNEL, Long.MAX_VALUE, 1000);
  }

  @Test
  default void anEmptyChannelHasNothingAndNoNumber() {
    assertThat(all()).isEmpty();
    assertThat(archive().after(CHANNEL, 0, 10)).isEmpty();
    assertThat(archive().find(CHANNEL, "a")).isEmpty();
    assertThat(archive().sequence(CHANNEL)).isZero();
  }

  @Test
  default void whatIsPostedIsFoundAsItWas() {
    post("a", 1, "first");
    Entry entry = archive().find(CHANNEL, "a").orElseThrow();
    assertThat(entry.content()).isEqualTo(new Posted(message("a", 1, "first")));
    assertThat(entry.at()).isEqualTo(NOW);
    assertThat(entry.thread()).isEmpty();
    assertThat(entry.reactions()).isEmpty();
    assertThat(archive().find("elsewhere", "a")).isEmpty();
  }

  @Test
  default void whatIsTypedIsAPersonsAndKeepsEveryCharacter() {
    String line = "שלום \u202E👩‍💻 <b>'\"\\";
    Entry entry = archive().type(CHANNEL, "deployer", line, NOW);
    assertThat(entry.content()).isEqualTo(new Typed("deployer", line));
    assertThat(entry.key()).startsWith("typed:");
    assertThat(all()).containsExactly(entry);
  }

  @Test
  default void aHigherRevisionReplacesAndKeepsThePlace() {
    post("a", 1, "first");
    post("b", 1, "second");
    long before = archive().sequence(CHANNEL);
    post("a", 2, "first, changed");
    assertThat(all()).extracting(Entry::key).containsExactly("a", "b");
    assertThat(archive().after(CHANNEL, before, 10))
        .singleElement()
        .extracting(Entry::content)
        .isEqualTo(new Posted(message("a", 2, "first, changed")));
  }

  @Test
  default void anEqualOrLowerRevisionChangesNothing() {
    post("a", 5, "newest");
    Entry before = archive().find(CHANNEL, "a").orElseThrow();
    post("a", 5, "again");
    post("a", 4, "late");
    assertThat(archive().find(CHANNEL, "a")).contains(before);
    assertThat(archive().after(CHANNEL, before.sequence(), 10)).isEmpty();
  }

  @Test
  default void theNewestComeInOrderAndWithoutThoseInThreads() {
    for (int i = 1; i <= 5; i++) {
      post("m" + i, 1, "message " + i);
    }
    archive().post(CHANNEL, message("t", 1, "in thread"), Optional.of("m5"), NOW);
    assertThat(archive().newest(CHANNEL, Long.MAX_VALUE, 2))
        .extracting(Entry::key)
        .containsExactly("m4", "m5");
    long before = archive().find(CHANNEL, "m4").orElseThrow().position();
    assertThat(archive().newest(CHANNEL, before, 2))
        .extracting(Entry::key)
        .containsExactly("m2", "m3");
  }

  @Test
  default void aThreadIsCountedAtItsHead() {
    post("card:1", 1, "card");
    archive().post(CHANNEL, message("x", 1, "one"), Optional.of("card:1"), NOW);
    archive().post(CHANNEL, message("y", 1, "two"), Optional.of("card:1"), NOW);
    archive().post(CHANNEL, message("x", 2, "one, changed"), Optional.empty(), NOW);
    assertThat(archive().find(CHANNEL, "card:1")).map(Entry::replies).contains(2);
    assertThat(archive().thread(CHANNEL, "card:1", 10))
        .extracting(Entry::key, Entry::ordinal)
        .containsExactly(tuple("x", 1), tuple("y", 2));
    assertThat(archive().thread(CHANNEL, "card:1", 1)).extracting(Entry::key).containsExactly("y");
  }

  @Test
  default void reactionsNameThePeopleInTheirOrder() {
    post("gate:1:1", 1, "prompt");
    archive().react(CHANNEL, "gate:1:1", "✅", "second-approver", true, NOW);
    archive().react(CHANNEL, "gate:1:1", "✅", "approver", true, NOW);
    archive().react(CHANNEL, "gate:1:1", "👀", "visitor", true, NOW);
    assertThat(archive().find(CHANNEL, "gate:1:1").orElseThrow().reactions())
        .containsExactly(
            new Reaction("✅", List.of("second-approver", "approver")),
            new Reaction("👀", List.of("visitor")));
  }

  @Test
  default void aReactionIsToldAsAChangeAndOnlyOnce() {
    post("a", 1, "prompt");
    long before = archive().sequence(CHANNEL);
    archive().react(CHANNEL, "a", "✅", "approver", true, NOW);
    long after = archive().find(CHANNEL, "a").orElseThrow().sequence();
    assertThat(after).isGreaterThan(before);
    archive().react(CHANNEL, "a", "✅", "approver", true, NOW);
    assertThat(archive().after(CHANNEL, after, 10)).isEmpty();
    archive().react(CHANNEL, "a", "✅", "approver", false, NOW);
    assertThat(archive().find(CHANNEL, "a").orElseThrow().reactions()).isEmpty();
    assertThat(archive().after(CHANNEL, after, 10)).hasSize(1);
    archive().react(CHANNEL, "nothing", "✅", "approver", true, NOW);
    archive().react(CHANNEL, "a", "✅", "approver", false, NOW);
    assertThat(archive().find(CHANNEL, "nothing")).isEmpty();
  }

  @Test
  default void aReactionStaysWhenItsMessageChanges() {
    post("a", 1, "prompt");
    archive().react(CHANNEL, "a", "✅", "approver", true, NOW);
    post("a", 2, "closed");
    assertThat(archive().find(CHANNEL, "a").orElseThrow().reactions())
        .containsExactly(new Reaction("✅", List.of("approver")));
  }

  @Test
  default void whoReadsOnFromANumberMissesNothing() {
    post("a", 1, "one");
    archive().type(CHANNEL, "deployer", "two", NOW);
    archive().post(CHANNEL, message("t", 1, "three"), Optional.of("a"), NOW);
    List<Entry> first = archive().after(CHANNEL, 0, 2);
    List<Entry> rest = archive().after(CHANNEL, first.getLast().sequence(), 10);
    assertThat(first)
        .hasSize(2)
        .isSortedAccordingTo((x, y) -> Long.compare(x.sequence(), y.sequence()));
    assertThat(rest).extracting(Entry::key).containsExactly("t");
    assertThat(archive().sequence(CHANNEL)).isEqualTo(rest.getLast().sequence());
  }

  @Test
  default void manyWhoSpeakAtOnceGetNumbersOfTheirOwn() {
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 40)
          .forEach(i -> people.execute(() -> archive().type(CHANNEL, "p" + i, "line", NOW)));
    }
    assertThat(archive().after(CHANNEL, 0, 100))
        .hasSize(40)
        .extracting(Entry::position)
        .doesNotHaveDuplicates();
    assertThat(all()).extracting(Entry::position).isSorted();
  }

  @Test
  default void channelsAreNumberedApart() {
    LongStream.range(0, 3).forEach(_ -> archive().type("other", "deployer", "there", NOW));
    post("a", 1, "here");
    assertThat(archive().sequence(CHANNEL)).isEqualTo(1);
    assertThat(all()).hasSize(1);
  }
}
