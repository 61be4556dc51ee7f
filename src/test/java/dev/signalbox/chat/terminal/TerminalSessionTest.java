package dev.signalbox.chat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.operation.Reception;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Place;
import dev.signalbox.report.Message.Prompt;
import dev.signalbox.report.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TerminalSessionTest {
  private final List<String> happened = new ArrayList<>();
  private final Work work = new Work();
  private TypedConsole console = new TypedConsole();

  @Test
  void aScriptThatWentWellEndsWithZero() {
    work.gates = 1;

    assertThat(
            run(
                "/deploy v2 bluegreen",
                "wait gate",
                "@approver /approve",
                "wait end",
                "/audit verify"))
        .hasValue(0);

    assertThat(happened)
        .containsExactly(
            "terminal:deployer in deployments: /deploy v2 bluegreen",
            "all said",
            "until gate",
            "all said",
            "terminal:approver in deployments: /approve",
            "all said",
            "until end",
            "all said",
            "terminal:deployer in deployments: /audit verify",
            "all said",
            "until gate",
            "until end",
            "all said");
    assertThat(console.printed()).contains("deployer ▸ /deploy v2 bluegreen", "✔ said");
  }

  @Test
  void withoutAnyInputTheProcessIsAService() {
    assertThat(run()).isEmpty();
    assertThat(run("", "# nothing but a remark")).isEmpty();
  }

  @Test
  void aRefusedLineMakesTheScriptFail() {
    assertThat(run("/refuse me")).hasValue(1);
    assertThat(console.printed()).contains("✖ no: /refuse me");
  }

  @Test
  void aDeploymentThatDidNotSucceedMakesTheScriptFail() {
    work.succeeded = false;

    assertThat(run("/deploy broken")).hasValue(1);
  }

  @Test
  void waitingForAGateThatCannotComeIsSaidAndCountsAsRefused() {
    assertThat(run("wait gate")).hasValue(1);
    assertThat(console.printed()).contains("no gate waits");
  }

  @Test
  void aGateThatStillWaitsWhenTheInputEndsIsAborted() {
    work.gates = 2;
    work.succeeded = false;

    assertThat(run("/deploy v2")).hasValue(1);

    assertThat(happened).filteredOn("abort"::equals).hasSize(2);
    assertThat(console.printed()).contains("what still waits for approval is aborted");
  }

  @Test
  void aGateThatCannotBeAbortedDoesNotHoldTheProcessForEver() {
    work.gates = 1;
    work.abortable = false;

    assertThat(run("/deploy v2")).hasValue(1);
    assertThat(happened).doesNotContain("until end");
  }

  @Test
  void aReactionGoesToTheNewestOpenPrompt() {
    assertThat(run("@approver ✅")).hasValue(1);
    assertThat(console.printed()).contains("no gate's prompt is open here");

    happened.clear();
    console = new TypedConsole("@approver ✅", "@approver -✅");
    TerminalPlatform platform = new TerminalPlatform(console);
    platform.post("t", openPrompt(), Optional.empty());

    assertThat(session(platform).run()).hasValue(0);
    assertThat(happened)
        .containsSequence("terminal:approver in deployments: put ✅ on gate:4:1", "all said")
        .contains("terminal:approver in deployments: took ✅ off gate:4:1");
  }

  @Test
  void theOneWhoLeavesIsToldWhatRunsOn() {
    work.running = List.of("#17 is warming up");
    console = new TypedConsole("/deploy v2");
    console.interactive = true;

    assertThat(session(new TerminalPlatform(console)).run()).hasValue(0);

    assertThat(console.printed()).contains("after the next start").contains("#17 is warming up");
    assertThat(happened).doesNotContain("abort", "until end");
    assertThat(console.printed()).doesNotContain("deployer ▸");
  }

  @Test
  void aDocumentIsPrintedWhole() {
    run("/audit export csv");

    assertThat(console.printed()).contains("── audit.csv ──\nposition,kind\n1,Held");
  }

  @Test
  void oddLinesAreAnsweredLikeAnyOther() {
    assertThat(run("y".repeat(100_000), "\u0000\u001b[31m", "السلام", "�")).isPresent();
    assertThat(happened).filteredOn(h -> h.startsWith("terminal:")).hasSize(4);
    assertThat(console.printed()).doesNotContain("\u001b");
  }

  private OptionalInt run(String... lines) {
    console = new TypedConsole(lines);
    return session(new TerminalPlatform(console)).run();
  }

  private TerminalSession session(TerminalPlatform platform) {
    return new TerminalSession(
        console,
        new TerminalSettings("deployments", "deployer", true, "http://localhost:8080"),
        platform,
        new Heard(),
        work,
        () -> happened.add("all said"));
  }

  private static Message openPrompt() {
    Prompt prompt = new Prompt(Tone.ASKING, "?", List.of(), "", List.of(), "", true, List.of());
    return new Message(
        "gate:4:1",
        1,
        Place.CHANNEL,
        Optional.of(new DeploymentId(17)),
        prompt,
        List.of(),
        List.of());
  }

  private final class Heard implements Reception {
    @Override
    public Answer say(Speaker speaker, String line) {
      happened.add(speaker.identity() + " in " + speaker.channel() + ": " + line);
      if (line.startsWith("/audit export")) {
        Document csv = new Document("audit.csv", "text/csv", "position,kind\n1,Held\n");
        return new Answer(true, Tone.GOOD, "", List.of(), Optional.of(csv), Optional.empty());
      }
      return line.startsWith("/refuse")
          ? Answer.refused("no: " + line)
          : Answer.said(Tone.GOOD, "said", List.of());
    }

    @Override
    public Answer turnAway(Speaker speaker, String line, String reason) {
      return Answer.refused(reason);
    }

    @Override
    public Answer sayInThread(Speaker speaker, DeploymentId deployment, String line) {
      return say(speaker, line);
    }

    @Override
    public Answer react(Speaker speaker, String messageKey, String emoji) {
      happened.add(
          speaker.identity() + " in " + speaker.channel() + ": put " + emoji + " on " + messageKey);
      return Answer.silence();
    }

    @Override
    public Answer unreact(Speaker speaker, String messageKey, String emoji) {
      happened.add(
          speaker.identity()
              + " in "
              + speaker.channel()
              + ": took "
              + emoji
              + " off "
              + messageKey);
      return Answer.silence();
    }
  }

  /** Gates come as often as the test says; a wait for one takes it away, as an approval does. */
  private final class Work implements RunningWork {
    private int gates;
    private boolean abortable = true;
    private boolean succeeded = true;
    private List<String> running = List.of();

    @Override
    public boolean untilGate() {
      happened.add("until gate");
      return gates-- > 0;
    }

    @Override
    public void untilEnd() {
      happened.add("until end");
    }

    @Override
    public int abortWaiting() {
      happened.add("abort");
      return abortable ? 1 : 0;
    }

    @Override
    public boolean allSucceeded() {
      return succeeded;
    }

    @Override
    public List<String> running() {
      return running;
    }
  }
}
