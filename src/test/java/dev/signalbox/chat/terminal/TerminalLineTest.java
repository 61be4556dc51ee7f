package dev.signalbox.chat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.chat.terminal.TerminalLine.Mistaken;
import dev.signalbox.chat.terminal.TerminalLine.Nothing;
import dev.signalbox.chat.terminal.TerminalLine.Reaction;
import dev.signalbox.chat.terminal.TerminalLine.Said;
import dev.signalbox.chat.terminal.TerminalLine.WaitEnd;
import dev.signalbox.chat.terminal.TerminalLine.WaitGate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalLineTest {
  private static final TerminalSettings LAB =
      new TerminalSettings("deployments", "deployer", true, "");
  private static final TerminalSettings STRICT =
      new TerminalSettings("deployments", "deployer", false, "");

  @Test
  void aLineIsSaidByTheDefaultPersonOrByTheOneItNames() {
    assertThat(lab("/deploy v2")).isEqualTo(new Said("deployer", "/deploy v2"));
    assertThat(lab("  @approver   /approve 17 ")).isEqualTo(new Said("approver", "/approve 17"));
  }

  @Test
  void outsideTheLabNobodySpeaksAsSomebodyElse() {
    assertThat(TerminalLine.read("@approver /approve", STRICT)).isInstanceOf(Mistaken.class);
    assertThat(TerminalLine.read("@deployer /status", STRICT))
        .isEqualTo(new Said("deployer", "/status"));
  }

  @Test
  void talkingToTheBotByItsNameIsLeftToTheBot() {
    assertThat(TerminalLine.read("@signalbox deploy v2", STRICT))
        .isEqualTo(new Said("deployer", "@signalbox deploy v2"));
  }

  @Test
  void aReactionIsAnEmojiOrItsName() {
    assertThat(lab("@approver ✅")).isEqualTo(new Reaction("approver", "✅", true));
    assertThat(lab("+✅")).isEqualTo(new Reaction("deployer", "✅", true));
    assertThat(lab("-✅")).isEqualTo(new Reaction("deployer", "✅", false));
    assertThat(lab(":white_check_mark:")).isEqualTo(new Reaction("deployer", "✅", true));
    assertThat(lab("-:+1:")).isEqualTo(new Reaction("deployer", "👍", false));
    assertThat(lab("👍🏽")).isEqualTo(new Reaction("deployer", "👍", true));
    assertThat(lab(":rocket_ship:")).isEqualTo(new Reaction("deployer", "rocket_ship", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--", "1", "...", "מה", "+1 from me", "✅ looks good", "/", "@", "@approver"})
  void whatIsNoReactionIsTalk(String line) {
    assertThat(lab(line)).isInstanceOf(Said.class);
  }

  @Test
  void aScriptWaitsAndAMistypedWaitIsNotTakenForTalk() {
    assertThat(lab("wait gate")).isInstanceOf(WaitGate.class);
    assertThat(lab(" Wait  END ")).isInstanceOf(WaitEnd.class);
    assertThat(lab("wait gates")).isInstanceOf(Mistaken.class);
    assertThat(lab("wait")).isInstanceOf(Mistaken.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\t\r", "# a remark", "  # another"})
  void remarksAndEmptyLinesAreNothing(String line) {
    assertThat(lab(line)).isInstanceOf(Nothing.class);
  }

  @Test
  void oddLinesAreRead() {
    assertThat(lab("x".repeat(100_000))).isInstanceOf(Said.class);
    assertThat(lab("@" + "x".repeat(100_000) + " /approve")).isInstanceOf(Said.class);
    assertThat(lab("\uD83D")).isInstanceOf(Said.class);
    assertThat(lab("\u0000\u0007")).isNotNull();
  }

  private static TerminalLine lab(String line) {
    return TerminalLine.read(line, LAB);
  }
}
