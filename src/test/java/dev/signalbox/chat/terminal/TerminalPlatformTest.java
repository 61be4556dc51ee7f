package dev.signalbox.chat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.port.ChatPlatform;
import dev.signalbox.port.ChatPlatformContract;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Card;
import dev.signalbox.report.Message.Content;
import dev.signalbox.report.Message.Place;
import dev.signalbox.report.Message.Prompt;
import dev.signalbox.report.Tone;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminalPlatformTest extends ChatPlatformContract {
  private final TypedConsole console = new TypedConsole();
  private final TerminalPlatform platform = new TerminalPlatform(console);

  @Override
  protected ChatPlatform platform() {
    return platform;
  }

  @Override
  protected String channel() {
    return "terminal";
  }

  @Override
  protected String visible() {
    return console.printed();
  }

  @Test
  void aScriptIsNotToldOfCards() {
    platform.post("t", card(1, "rolling node by node"), Optional.empty());
    platform.update("t", "card:17", card(2, "warming up"));

    assertThat(console.printed()).isEmpty();
  }

  @Test
  void aPersonIsToldOfTheCardWhenItsPhaseChanges() {
    console.interactive = true;
    platform.post("t", card(1, "rolling node by node"), Optional.empty());
    platform.update("t", "card:17", card(2, "rolling node by node"));
    platform.update("t", "card:17", card(3, "warming up"));

    assertThat(console.printed().lines().filter(l -> l.contains("#17")))
        .hasSize(2)
        .last()
        .asString()
        .contains("warming up");
  }

  @Test
  void aPromptThatClosesIsNoLongerReactedTo() {
    platform.post("t", prompt("gate:4:1", true), Optional.empty());
    platform.post("t", prompt("gate:5:1", true), Optional.empty());
    assertThat(platform.newestOpenPrompt()).contains("gate:5:1");

    platform.update("t", "gate:5:1", prompt("gate:5:1", false));

    assertThat(platform.newestOpenPrompt()).contains("gate:4:1");
  }

  @Test
  void anOpenPromptOfAnEarlierProcessIsPrintedAgainButAClosedOneIsNot() {
    platform.update("t", "gate:4:1", prompt("gate:4:1", false));
    assertThat(console.printed()).isEmpty();

    platform.update("t", "gate:5:1", prompt("gate:5:1", true));

    assertThat(console.printed()).contains("send traffic?").contains("/reject 17 <why>");
    assertThat(platform.newestOpenPrompt()).contains("gate:5:1");
  }

  @Test
  void whatOthersWroteCannotSteerTheTerminal() {
    Message.Notice odd =
        new Message.Notice(
            Tone.GOOD, "\u001b[31mred \u202egnp.exe", List.of("\u009b2J \r gone", "two\nlines"));
    platform.post("t", message("entry:1:0", 1, odd), Optional.empty());

    assertThat(console.printed())
        .isEqualTo("✔ �[31mred �gnp.exe\n    �2J � gone\n    two\n    lines\n");
  }

  private static Message card(long revision, String phase) {
    Card card =
        new Card(
            Tone.RUNNING, "#17 shop v2", phase, List.of(), List.of(), 1, 14, "", "", "", List.of());
    return message("card:17", revision, card);
  }

  private static Message prompt(String key, boolean open) {
    Prompt prompt =
        new Prompt(
            Tone.ASKING,
            "send traffic?",
            List.of(),
            "0 of 1",
            List.of("approver"),
            "plan 1",
            open,
            List.of(new Message.Button.Says("Reject", "/reject 17 ", true, true)));
    return message(key, open ? 1 : 2, prompt);
  }

  private static Message message(String key, long revision, Content content) {
    return new Message(
        key,
        revision,
        Place.CHANNEL,
        Optional.of(new DeploymentId(17)),
        content,
        List.of(),
        List.of());
  }
}
