package dev.signalbox.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.port.ChatHistory;
import dev.signalbox.port.ChatHistory.Copy;
import dev.signalbox.port.ChatPlatform;
import dev.signalbox.port.Outbox;
import dev.signalbox.port.PortFailure;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Notice;
import dev.signalbox.report.Message.Place;
import dev.signalbox.report.Tone;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ChannelCopiesTest {
  private static final Channel DEPLOYS =
      new Channel("deploys", "slack", "C1", Set.of(), Optional.empty(), Optional.empty());

  private final Outbox outbox = mock(Outbox.class);

  @Test
  void whatStandsAsItWasPostedIsSaidInOneLine() {
    assertThat(found(_ -> new Copy.Intact()))
        .isEqualTo(
            new ChannelCopies.Found(
                true, List.of("✔ the newest 2 messages stand in deploys as posted")));
  }

  @Test
  void whatWasEditedOrDeletedIsNamed() {
    ChannelCopies.Found found =
        found(reference -> reference.equals("m1") ? new Copy.Edited() : new Copy.Deleted());

    assertThat(found.intact()).isFalse();
    assertThat(found.lines())
        .containsExactly(
            "✖ edited in the channel: #17 \"first\" (entry:1)",
            "✖ deleted from the channel: #17 \"second\" (entry:2)");
  }

  @Test
  void aChannelThatCannotBeReadIsNotCalledIntact() {
    ChannelCopies.Found found =
        found(
            _ -> {
              throw new PortFailure.Unreachable("Slack does not answer", null);
            });

    assertThat(found.intact()).isFalse();
    assertThat(found.lines())
        .containsExactly("✖ the copies in deploys cannot be read: Slack does not answer");
  }

  private ChannelCopies.Found found(Function<String, Copy> copies) {
    when(outbox.posted(org.mockito.ArgumentMatchers.eq("deploys"), anyInt()))
        .thenReturn(List.of(item("first", 1), item("second", 2)));
    ChatHistory history = mock(ChatHistory.class);
    when(history.copy(
            org.mockito.ArgumentMatchers.anyString(),
            org.mockito.ArgumentMatchers.anyString(),
            org.mockito.ArgumentMatchers.any()))
        .thenAnswer(call -> copies.apply(call.getArgument(1)));
    ChatPlatform slack = mock(ChatPlatform.class);
    when(slack.platform()).thenReturn("slack");
    when(slack.history()).thenReturn(Optional.of(history));
    return new ChannelCopies(outbox, List.of(slack)).compare(DEPLOYS);
  }

  private static Outbox.Item item(String text, long number) {
    Message message =
        new Message(
            "entry:" + number,
            1,
            Place.CHANNEL,
            Optional.of(new DeploymentId(17)),
            new Notice(Tone.GOOD, text, List.of()),
            List.of(),
            List.of());
    return new Outbox.Item(
        number, "deploys", message, Optional.of("m" + number), Optional.of(1L), false, 0);
  }
}
