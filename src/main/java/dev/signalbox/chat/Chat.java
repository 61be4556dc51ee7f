package dev.signalbox.chat;

import dev.signalbox.operation.Channel;
import dev.signalbox.port.ChatPlatform;
import dev.signalbox.report.Narration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Everything that is said: the journal is told into the outbox, and every channel gets its part. No
 * deployment waits for any of it (promise 6).
 */
public final class Chat implements AutoCloseable {
  private final Narrator narrator;
  private final List<ChannelDelivery> deliveries;

  /**
   * Joins channels with their platforms; nothing is said before {@link #start}.
   *
   * @throws IllegalArgumentException for a channel on a platform that is not among these
   */
  public Chat(
      Records records,
      Narration narration,
      List<Channel> channels,
      List<ChatPlatform> platforms,
      Timing timing) {
    Map<String, ChatPlatform> byName =
        platforms.stream().collect(Collectors.toMap(ChatPlatform::platform, Function.identity()));
    deliveries =
        channels.stream()
            .map(c -> new ChannelDelivery(c, platformOf(c, byName), records, timing))
            .toList();
    narrator = new Narrator(records, narration, channels, timing, this::wake);
  }

  /** Begins to say what was not said yet. */
  public void start() {
    deliveries.forEach(d -> d.worker().start());
    narrator.start();
  }

  /** Lets what is being posted end, and says no more; the rest is said after the next start. */
  @Override
  public void close() {
    narrator.stop();
    deliveries.forEach(ChannelDelivery::stop);
  }

  /** A platform that was out of reach is back: what waits in its channels is tried at once. */
  public void wake() {
    deliveries.forEach(d -> d.worker().ring());
  }

  /**
   * Waits until everything in the journal was told and delivered to every channel.
   *
   * @return false when that took longer than the limit
   */
  public boolean awaitAllSaid(Duration limit) {
    return narrator.awaitTold(limit) && deliveries.stream().allMatch(d -> d.awaitIdle(limit));
  }

  /** The same for one channel, so that nobody waits for a platform that is out of reach. */
  public boolean awaitSaid(String channel, Duration limit) {
    return narrator.awaitTold(limit)
        && deliveries.stream().filter(d -> d.isFor(channel)).allMatch(d -> d.awaitIdle(limit));
  }

  private static ChatPlatform platformOf(Channel channel, Map<String, ChatPlatform> byName) {
    return Optional.ofNullable(byName.get(channel.platform()))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "channel '"
                        + channel.name()
                        + "': platform '"
                        + channel.platform()
                        + "' is not there, write one of "
                        + String.join(", ", byName.keySet().stream().sorted().toList())));
  }
}
