package dev.signalbox.chat.page;

import dev.signalbox.operation.Channel;
import dev.signalbox.port.ChannelArchive;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.SmartLifecycle;

/**
 * The live feeds of all channels. Stops before the web server does, which would otherwise wait for
 * streams that never end by themselves.
 */
public final class ChannelFeeds implements SmartLifecycle {

  private final Map<String, ChannelFeed> feeds = new LinkedHashMap<>();
  private volatile boolean running;

  /**
   * A feed for each channel.
   *
   * @param poll how often to look for what another instance wrote
   */
  ChannelFeeds(PageChannels channels, ChannelArchive archive, PageJson json, Duration poll) {
    for (Channel channel : channels.channels()) {
      feeds.put(channel.address(), new ChannelFeed(channel.address(), archive, json, poll));
    }
  }

  /** Tells the open pages that a channel's archive has changed; returns at once. */
  void changed(String address) {
    ChannelFeed feed = feeds.get(address);
    if (feed != null) {
      feed.ring();
    }
  }

  /** Follows a channel from a sequence number on. */
  Subscription subscribe(String address, long after) {
    ChannelFeed feed = feeds.get(address);
    if (feed == null) {
      throw new NoSuchChannel(address);
    }
    return feed.subscribe(after);
  }

  @Override
  public void start() {
    running = true;
    feeds.values().forEach(ChannelFeed::start);
  }

  @Override
  public void stop() {
    running = false;
    feeds.values().forEach(ChannelFeed::close);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
