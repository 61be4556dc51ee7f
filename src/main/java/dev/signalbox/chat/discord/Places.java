package dev.signalbox.chat.discord;

import dev.signalbox.operation.Channel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.interactions.Interaction;

/** Which of Discord's channels are ours. */
final class Places {
  private final Map<String, Channel> byAddress;

  Places(List<Channel> channels) {
    byAddress =
        channels.stream()
            .collect(Collectors.toUnmodifiableMap(Channel::address, Function.identity()));
  }

  /**
   * Where somebody did something.
   *
   * @param thread the number of the thread, which is that of the card that it began at
   */
  record Place(Channel channel, Optional<String> thread) {}

  List<Channel> channels() {
    return List.copyOf(byAddress.values());
  }

  Set<String> addresses() {
    return byAddress.keySet();
  }

  Optional<Channel> channel(String id) {
    return Optional.ofNullable(byAddress.get(id));
  }

  /** The channel that is configured by this name. */
  Optional<Channel> named(String name) {
    return byAddress.values().stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /** The channel itself, or that of the thread; one that nobody knows where it is not ours. */
  Place of(Interaction interaction) {
    String id = String.valueOf(interaction.getChannelId());
    Optional<String> thread = Optional.empty();
    if (interaction.getChannel() instanceof ThreadChannel in) {
      thread = Optional.of(id);
      id = in.getParentChannel().getId();
    }
    String address = id;
    return new Place(channel(id).orElseGet(() -> unknown(address)), thread);
  }

  /** The reception refuses what is said there, and says why. */
  private static Channel unknown(String id) {
    return new Channel(
        DiscordPlatform.NAME + ":" + id,
        DiscordPlatform.NAME,
        id,
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }
}
