package dev.signalbox.chat.page;

import dev.signalbox.operation.Channel;
import java.util.List;
import java.util.Optional;

/** The configured channels that stand on the page, in the order that they are offered in. */
public record PageChannels(List<Channel> channels) {

  /** Refuses channels of another platform, and two with one address. */
  public PageChannels {
    channels = List.copyOf(channels);
    for (Channel channel : channels) {
      if (!channel.platform().equals(PagePlatform.NAME)) {
        throw new IllegalArgumentException(
            "channel '"
                + channel.name()
                + "' is on platform '"
                + channel.platform()
                + "', not on '"
                + PagePlatform.NAME
                + "'");
      }
    }
    if (channels.stream().map(Channel::address).distinct().count() < channels.size()) {
      throw new IllegalArgumentException("two channels of the page have the same address");
    }
  }

  /** The channel that people see first. */
  public Optional<Channel> first() {
    return channels.stream().findFirst();
  }

  /** The channel at this address. */
  public Optional<Channel> byAddress(String address) {
    return channels.stream().filter(each -> each.address().equals(address)).findFirst();
  }
}
