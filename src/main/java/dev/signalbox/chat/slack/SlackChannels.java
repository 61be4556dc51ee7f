package dev.signalbox.chat.slack;

import dev.signalbox.chat.CatchingUp;
import dev.signalbox.operation.Channel;
import dev.signalbox.operation.Reception.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The channels in Slack, and up to where each was heard. */
final class SlackChannels {
  private final List<Channel> channels;
  private final CatchingUp catchingUp;
  private final SlackParts parts;
  private final Set<String> caughtUp = ConcurrentHashMap.newKeySet();

  SlackChannels(List<Channel> channels, CatchingUp catchingUp, SlackParts parts) {
    this.channels = channels.stream().filter(c -> c.platform().equals(SlackPlatform.NAME)).toList();
    this.catchingUp = catchingUp;
    this.parts = parts;
  }

  List<Channel> all() {
    return channels;
  }

  Optional<Channel> byAddress(String address) {
    return channels.stream().filter(c -> c.address().equals(address)).findFirst();
  }

  Optional<Channel> byName(String name) {
    return channels.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /** What came before is read back first, so until then a line does not say how far we are. */
  void heard(Channel channel, long mark) {
    if (caughtUp.contains(channel.name())) {
      catchingUp.heard(channel, mark);
    }
  }

  /** Nothing came in for a while: what was missed has to be read back again. */
  void missed() {
    caughtUp.clear();
  }

  /** Reads back what was missed; false when some of it is to be tried again. */
  boolean catchUp() {
    SlackAnswers answers = new SlackAnswers(parts);
    boolean all = true;
    for (Channel channel : channels) {
      if (!caughtUp.contains(channel.name())) {
        boolean read =
            catchingUp.with(
                channel,
                parts.history(),
                (c, account, thread, answer) -> tell(answers, c, account, thread, answer));
        if (read) {
          caughtUp.add(channel.name());
        }
        all &= read;
      }
    }
    return all;
  }

  private static void tell(
      SlackAnswers answers,
      Channel channel,
      String account,
      Optional<String> thread,
      Answer answer) {
    answers.tell(new SlackAnswers.To(account, channel.address(), thread, Optional.empty()), answer);
  }
}
