package dev.signalbox.chat.slack;

import com.slack.api.methods.response.chat.ChatPostEphemeralResponse;
import com.slack.api.methods.response.conversations.ConversationsOpenResponse;
import com.slack.api.webhook.Payload;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.operation.Reception.Document;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells one person alone; files go to them in a direct message. */
final class SlackAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(SlackAnswers.class);
  private static final int SHOWN_DETAILS = 60;

  /**
   * To whom, and where.
   *
   * @param channel the address of the channel that they see it in
   * @param respond where Slack takes a few answers in the next half hour; empty where nowhere
   */
  record To(String account, String channel, Optional<String> thread, Optional<String> respond) {}

  private final SlackParts parts;

  SlackAnswers(SlackParts parts) {
    this.parts = parts;
  }

  /** Tells it; an answer without any words is not told. */
  void tell(To to, Answer answer) {
    if (!answer.text().isBlank() || !answer.details().isEmpty()) {
      say(to, parts.blocks().of(answer));
    }
    answer.document().ifPresent(document -> send(to, document));
    if (answer.details().size() > SHOWN_DETAILS) {
      String all = answer.text() + "\n" + String.join("\n", answer.details()) + "\n";
      send(to, new Document("signalbox-answer.txt", "text/plain", all));
    }
  }

  private void say(To to, Rendered words) {
    SlackApi.Result<ChatPostEphemeralResponse> said =
        parts
            .api()
            .ask(
                client ->
                    client.chatPostEphemeral(
                        r ->
                            r.channel(to.channel())
                                .user(to.account())
                                .threadTs(to.thread().orElse(null))
                                .text(words.text())
                                .blocks(words.blocks())));
    if (said instanceof SlackApi.Result.Done<ChatPostEphemeralResponse>) {
      return;
    }
    if (to.respond().isEmpty() || !responded(to.respond().get(), words)) {
      LOG.warn("an answer to {} is not in Slack: {}", to.account(), said);
    }
  }

  /** Works where the bot is not in the channel, but only soon after a command or a click. */
  private boolean responded(String url, Rendered words) {
    try {
      Payload payload = Payload.builder().text(words.text()).blocks(words.blocks()).build();
      return parts.api().slack().send(url, payload).getCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private void send(To to, Document document) {
    SlackApi.Result<ConversationsOpenResponse> opened =
        parts.api().ask(client -> client.conversationsOpen(r -> r.users(List.of(to.account()))));
    boolean sent =
        opened instanceof SlackApi.Result.Done<ConversationsOpenResponse>(var response)
            && parts
                .files()
                .upload(
                    response.getChannel().getId(),
                    Optional.empty(),
                    SlackFiles.Upload.text(
                        document.fileName(), document.fileName(), document.text()));
    say(
        to,
        parts
            .blocks()
            .of(
                sent
                    ? Answer.said(
                        dev.signalbox.report.Tone.GOOD,
                        document.fileName() + " is in our direct messages.",
                        List.of())
                    : Answer.refused(
                        document.fileName()
                            + " could not be sent to you; the log of Signalbox has the cause.")));
  }
}
