package dev.signalbox.chat.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.port.ChannelArchive.Content.Typed;
import dev.signalbox.port.ChannelArchive.Entry;
import dev.signalbox.port.ChannelArchive.Reaction;
import dev.signalbox.report.Tone;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class PageEntranceTest {

  private static final String ADDRESS = ServedPage.CHANNEL.address();
  private static final PageChannels CHANNELS = new PageChannels(List.of(ServedPage.CHANNEL));
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z"));

  private final RememberedArchive archive = new RememberedArchive();
  private final ScriptedReception reception = new ScriptedReception();
  private final PageEntrance entrance =
      new PageEntrance(
          CHANNELS,
          reception,
          archive,
          new ChannelFeeds(CHANNELS, archive, new PageJson(), Duration.ofSeconds(1)),
          CLOCK);

  private List<Entry> all() {
    return archive.newest(ADDRESS, Long.MAX_VALUE, 10);
  }

  private void prompt() {
    archive.post(
        ADDRESS,
        DemoMessages.prompt(5, 2, 1, Tone.ASKING, true, ""),
        Optional.empty(),
        CLOCK.instant());
  }

  @Test
  void aTypedLineStandsInTheChannelAndReachesTheReception() {
    Answer answer = entrance.say(ADDRESS, "visitor", "/whoami");
    assertThat(answer.text()).isEqualTo("You are visitor.");
    assertThat(reception.said).containsExactly("page:visitor@deployments /whoami");
    assertThat(all()).extracting(Entry::content).containsExactly(new Typed("visitor", "/whoami"));
  }

  @Test
  void aLineOfAHundredKilobytesIsHandedOnWholeAndShownCut() {
    String line = "x".repeat(100_000);
    entrance.say(ADDRESS, "visitor", line);
    assertThat(reception.said.getFirst()).endsWith(line);
    assertThat(all())
        .singleElement()
        .extracting(Entry::content)
        .asInstanceOf(InstanceOfAssertFactories.type(Typed.class))
        .extracting(Typed::line)
        .asString()
        .hasSizeLessThan(4_100)
        .endsWith("… (96,000 more characters)");
  }

  @Test
  void aBlankLineIsNothing() {
    assertThat(entrance.say(ADDRESS, "visitor", " \t ")).isEqualTo(Answer.silence());
    assertThat(all()).isEmpty();
    assertThat(reception.said).isEmpty();
  }

  @Test
  void aReactionThatCountsIsShown() {
    prompt();
    entrance.react(ADDRESS, "approver", "gate:5:2", "✅", true);
    assertThat(all().getFirst().reactions())
        .containsExactly(new Reaction("✅", List.of("approver")));
    entrance.react(ADDRESS, "approver", "gate:5:2", "✅", false);
    assertThat(all().getFirst().reactions()).isEmpty();
  }

  @Test
  void aReactionThatDoesNotCountIsNotShown() {
    prompt();
    Answer answer = entrance.react(ADDRESS, "visitor", "gate:5:2", "✅", true);
    assertThat(answer.accepted()).isFalse();
    assertThat(all().getFirst().reactions()).isEmpty();
  }

  @Test
  void aReactionOnNothingIsRefused() {
    assertThat(entrance.react(ADDRESS, "approver", "gate:9:9", "✅", true).accepted()).isFalse();
  }

  @Test
  void aChannelThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> entrance.say("elsewhere", "visitor", "hello"))
        .isInstanceOf(NoSuchChannel.class);
  }
}
