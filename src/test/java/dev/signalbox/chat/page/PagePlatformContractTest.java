package dev.signalbox.chat.page;

import dev.signalbox.port.ChatPlatform;
import dev.signalbox.port.ChatPlatformContract;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

class PagePlatformContractTest extends ChatPlatformContract {
  private static final PageChannels CHANNELS = new PageChannels(List.of(ServedPage.CHANNEL));

  private final RememberedArchive archive = new RememberedArchive();
  private final PagePlatform platform =
      new PagePlatform(
          CHANNELS,
          archive,
          new ChannelFeeds(CHANNELS, archive, new PageJson(), Duration.ofSeconds(1)),
          ServedPage.LAB,
          InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z")));

  @Override
  protected ChatPlatform platform() {
    return platform;
  }

  @Override
  protected String channel() {
    return ServedPage.CHANNEL.address();
  }

  @Override
  protected String visible() {
    return archive.newest(channel(), Long.MAX_VALUE, 100)
        + " "
        + archive.thread(channel(), "card:17", 100);
  }
}
