package dev.signalbox.chat.page;

import dev.signalbox.port.ChannelArchive;
import dev.signalbox.port.ChatGroups;
import dev.signalbox.port.ChatHistory;
import dev.signalbox.port.ChatPlatform;
import dev.signalbox.report.Message;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts to the channel page. A message is posted once it is in the archive: from there every open
 * page gets it, now or when it comes back, so no slow browser can hold up the delivery. A reference
 * is the message's key.
 */
public final class PagePlatform implements ChatPlatform {

  /** The platform's name, as identities and channels carry it. */
  public static final String NAME = "page";

  private static final Logger log = LoggerFactory.getLogger(PagePlatform.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final PageChannels channels;
  private final ChannelArchive archive;
  private final ChannelFeeds feeds;
  private final PageSettings settings;
  private final InstantSource clock;

  /** Posts to these channels. */
  public PagePlatform(
      PageChannels channels,
      ChannelArchive archive,
      ChannelFeeds feeds,
      PageSettings settings,
      InstantSource clock) {
    this.channels = channels;
    this.archive = archive;
    this.feeds = feeds;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String platform() {
    return NAME;
  }

  @Override
  public Delivery post(String channel, Message message, Optional<String> thread) {
    if (channels.byAddress(channel).isEmpty()) {
      return new Delivery.Refused("the channel page has no channel '" + channel + "'");
    }
    try {
      archive.post(channel, message, thread, clock.instant());
    } catch (RuntimeException failure) {
      log.warn("message {} could not be written to the channel page", message.key(), failure);
      return new Delivery.Later(PAUSE, "the channel's archive cannot be written");
    }
    feeds.changed(channel);
    return new Delivery.Delivered(message.key(), Optional.of(link(channel, message.key())));
  }

  @Override
  public Delivery update(String channel, String reference, Message message) {
    // The thread of what is there already stays what it is.
    return post(channel, message, Optional.empty());
  }

  @Override
  public Optional<String> find(String channel, String key) {
    return archive.find(channel, key).map(ChannelArchive.Entry::key);
  }

  @Override
  public boolean mergesProgress() {
    // The archive is as quick as the journal that the messages come from.
    return false;
  }

  @Override
  public Health health() {
    return new Health.Well("part of this process");
  }

  @Override
  public Optional<ChatHistory> history() {
    return Optional.empty(); // It is served by this process, from our database.
  }

  @Override
  public Optional<ChatGroups> groups() {
    return Optional.empty();
  }

  private String link(String channel, String key) {
    return settings.baseUrl() + "/channel/" + encoded(channel) + "#" + encoded(key);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
