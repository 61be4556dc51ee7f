package dev.signalbox.chat.discord;

import dev.signalbox.chat.CatchingUp;
import dev.signalbox.operation.Channel;
import dev.signalbox.operation.Reception.Answer;
import java.util.Optional;
import net.dv8tion.jda.api.JDA;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers to one person alone where Discord has no better place for them: a reaction cannot be
 * answered as a command is, so it is by a direct message. Only what was refused is told so: what
 * counts is seen on the prompt.
 */
final class PrivateWords implements CatchingUp.Teller {
  private static final Logger LOG = LoggerFactory.getLogger(PrivateWords.class);

  private final Link link;

  PrivateWords(Link link) {
    this.link = link;
  }

  @Override
  public void tell(Channel channel, String account, Optional<String> thread, Answer answer) {
    Optional<JDA> jda = link.jda();
    if (answer.accepted() || Replies.isSilent(answer) || jda.isEmpty()) {
      return;
    }
    jda.get()
        .openPrivateChannelById(account)
        .flatMap(alone -> alone.sendMessage(Replies.create(answer)))
        .queue(
            _ -> {},
            failure ->
                LOG.info(
                    "{} takes no direct messages, so nobody told them: {} ({})",
                    account,
                    answer.text(),
                    failure.toString()));
  }
}
