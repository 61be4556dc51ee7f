package dev.signalbox.chat.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.port.ChannelArchive;
import dev.signalbox.port.ChannelArchive.Entry;
import dev.signalbox.port.ChatPlatform.Delivery;
import dev.signalbox.port.ChatPlatform.Delivery.Delivered;
import dev.signalbox.report.Message;
import dev.signalbox.report.Tone;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PagePlatformTest {

  private static final String ADDRESS = ServedPage.CHANNEL.address();
  private static final PageChannels CHANNELS = new PageChannels(List.of(ServedPage.CHANNEL));
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z"));

  private final RememberedArchive archive = new RememberedArchive();
  private final PagePlatform platform = on(archive);

  private static PagePlatform on(ChannelArchive archive) {
    var feeds = new ChannelFeeds(CHANNELS, archive, new PageJson(), Duration.ofSeconds(1));
    return new PagePlatform(CHANNELS, archive, feeds, ServedPage.LAB, CLOCK);
  }

  private Delivery post(Message message) {
    return platform.post(ADDRESS, message, Optional.empty());
  }

  @Test
  void whatIsPostedStandsInTheArchiveAndIsNamedByItsKey() {
    Delivery delivery = post(DemoMessages.notice("gate:5", Tone.GOOD, "hello"));
    assertThat(delivery)
        .isEqualTo(
            new Delivered(
                "gate:5", Optional.of("http://localhost:8080/channel/deployments#gate%3A5")));
    assertThat(archive.find(ADDRESS, "gate:5")).isPresent();
    assertThat(platform.find(ADDRESS, "gate:5")).contains("gate:5");
    assertThat(platform.find(ADDRESS, "gate:6")).isEmpty();
  }

  @Test
  void postingAgainAfterACrashLeavesOneMessage() {
    Message message = DemoMessages.notice("a", Tone.GOOD, "hello");
    assertThat(post(message)).isEqualTo(post(message));
    assertThat(archive.newest(ADDRESS, Long.MAX_VALUE, 10)).hasSize(1);
  }

  @Test
  void anUpdateKeepsItsThread() {
    post(DemoMessages.card(17, 1, Tone.RUNNING, 1, "rolling"));
    Message line = DemoMessages.inThread("step", 17, Tone.RUNNING, "installing");
    platform.post(ADDRESS, line, Optional.of("card:17"));
    Message later =
        new Message(
            "step", 2, line.place(), line.deployment(), line.content(), List.of(), List.of());
    platform.update(ADDRESS, "step", later);
    assertThat(archive.thread(ADDRESS, "card:17", 10))
        .singleElement()
        .extracting(Entry::content)
        .isEqualTo(new ChannelArchive.Content.Posted(later));
  }

  @Test
  void aChannelThatThePageDoesNotHaveIsRefused() {
    assertThat(
            platform.post(
                "elsewhere", DemoMessages.notice("a", Tone.GOOD, "hello"), Optional.empty()))
        .isEqualTo(new Delivery.Refused("the channel page has no channel 'elsewhere'"));
  }

  @Test
  void anArchiveThatCannotBeWrittenMeansLater() {
    var broken =
        new RememberedArchive() {
          @Override
          public synchronized void post(
              String channel, Message message, Optional<String> thread, Instant at) {
            throw new IllegalStateException("disk full");
          }
        };
    assertThat(
            on(broken)
                .post(ADDRESS, DemoMessages.notice("a", Tone.GOOD, "hello"), Optional.empty()))
        .isInstanceOf(Delivery.Later.class);
  }
}
