package dev.signalbox.chat.page;

import dev.signalbox.access.Identity;
import dev.signalbox.operation.Channel;
import dev.signalbox.operation.Reception;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.operation.Reception.Speaker;
import dev.signalbox.port.ChannelArchive;
import java.time.InstantSource;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Takes what people do on the page: shows it to the others, and hands it to the reception. */
final class PageEntrance {

  /** How much of a typed line the others see. */
  static final int SHOWN = 4_000;

  private final PageChannels channels;
  private final Reception reception;
  private final ChannelArchive archive;
  private final ChannelFeeds feeds;
  private final InstantSource clock;
  private final Lock[] locks =
      Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

  PageEntrance(
      PageChannels channels,
      Reception reception,
      ChannelArchive archive,
      ChannelFeeds feeds,
      InstantSource clock) {
    this.channels = channels;
    this.reception = reception;
    this.archive = archive;
    this.feeds = feeds;
    this.clock = clock;
  }

  /** A person typed a line. It stands in the channel before anything comes of it. */
  Answer say(String address, String person, String line) {
    Channel channel = channel(address);
    if (line.isBlank()) {
      return Answer.silence();
    }
    archive.type(address, person, Excerpt.of(line, SHOWN), clock.instant());
    feeds.changed(address);
    return reception.say(speaker(person, channel), line);
  }

  /**
   * A person puts a reaction on a message, or takes it off. Unlike a line it is shown only once it
   * was accepted: a mark that does not count must not stand beside those that do.
   */
  Answer react(String address, String person, String key, String emoji, boolean on) {
    Channel channel = channel(address);
    if (archive.find(address, key).isEmpty()) {
      return Answer.refused("That message is not in this channel any more.");
    }
    Speaker speaker = speaker(person, channel);
    // Putting on and taking off at the same time must end shown as it was decided.
    Lock lock = locks[Math.floorMod((person + " " + key).hashCode(), locks.length)];
    lock.lock();
    try {
      Answer answer =
          on ? reception.react(speaker, key, emoji) : reception.unreact(speaker, key, emoji);
      if (answer.accepted()) {
        archive.react(address, key, emoji, person, on, clock.instant());
        feeds.changed(address);
      }
      return answer;
    } finally {
      lock.unlock();
    }
  }

  private Channel channel(String address) {
    return channels.byAddress(address).orElseThrow(() -> new NoSuchChannel(address));
  }

  private static Speaker speaker(String person, Channel channel) {
    return new Speaker(new Identity(PagePlatform.NAME, person), channel.name());
  }
}
