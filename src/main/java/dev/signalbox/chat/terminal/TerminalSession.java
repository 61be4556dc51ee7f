package dev.signalbox.chat.terminal;

import dev.signalbox.access.Identity;
import dev.signalbox.operation.Reception;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.operation.Reception.Speaker;
import dev.signalbox.port.Outage;
import dev.signalbox.report.Tone;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Hands in what is typed, line by line, and prints the answers, until the input ends. */
public final class TerminalSession {
  private static final int SUCCESS = 0;
  private static final int FAILURE = 1;

  private final TerminalConsole console;
  private final TerminalSettings settings;
  private final TerminalPlatform platform;
  private final Reception reception;
  private final RunningWork work;
  private final Runnable allSaid;
  private final MessageText text;
  private boolean spoken;
  private boolean refused;

  /**
   * A session.
   *
   * @param platform what prints to the same console
   * @param allSaid waits until everything that happened was printed
   */
  public TerminalSession(
      TerminalConsole console,
      TerminalSettings settings,
      TerminalPlatform platform,
      Reception reception,
      RunningWork work,
      Runnable allSaid) {
    this.console = console;
    this.settings = settings;
    this.platform = platform;
    this.reception = reception;
    this.work = work;
    this.allSaid = allSaid;
    this.text = new MessageText(console.colours());
  }

  /**
   * Reads until the input ends.
   *
   * @return the exit code of the process; empty when nothing at all was said, as where a service
   *     has no input: then it is to keep serving
   */
  public OptionalInt run() {
    banner();
    for (Optional<String> line = console.readLine(); line.isPresent(); line = console.readLine()) {
      take(line.get());
    }
    if (console.interactive()) {
      sayFarewell();
      return OptionalInt.of(SUCCESS);
    }
    return spoken ? OptionalInt.of(end()) : OptionalInt.empty();
  }

  private int end() {
    try {
      return finish();
    } catch (RuntimeException e) {
      show(outage(e));
      return FAILURE;
    }
  }

  private void take(String line) {
    TerminalLine read = TerminalLine.read(line, settings);
    if (read instanceof TerminalLine.Nothing) {
      return;
    }
    spoken = true;
    if (!console.interactive()) {
      console.print(echo(line.strip()));
    }
    try {
      take(read);
    } catch (RuntimeException e) {
      show(outage(e));
    }
  }

  private void take(TerminalLine read) {
    switch (read) {
      case TerminalLine.Nothing _ -> {}
      case TerminalLine.Said(String person, String words) -> {
        show(reception.say(speaker(person), words));
        keepInOrder();
      }
      case TerminalLine.Reaction reaction -> react(reaction);
      case TerminalLine.WaitGate _ -> waitForGate();
      case TerminalLine.WaitEnd _ -> {
        work.untilEnd();
        allSaid.run();
      }
      case TerminalLine.Mistaken(String reason) -> show(Answer.refused(reason));
    }
  }

  /** What is out of order, where that is why nothing goes on; anything else is a bug. */
  private static Answer outage(RuntimeException thrown) {
    if (thrown instanceof Outage outage) {
      return Answer.refused(outage.remedy());
    }
    throw thrown;
  }

  /** A script's lines are echoed, so what one of them caused is printed before the next. */
  private void keepInOrder() {
    if (!console.interactive()) {
      allSaid.run();
    }
  }

  private void react(TerminalLine.Reaction reaction) {
    Optional<String> prompt = platform.newestOpenPrompt();
    if (prompt.isEmpty()) {
      show(Answer.refused("no gate's prompt is open here to react to; /status says what waits"));
      return;
    }
    Speaker speaker = speaker(reaction.person());
    show(
        reaction.put()
            ? reception.react(speaker, prompt.get(), reaction.emoji())
            : reception.unreact(speaker, prompt.get(), reaction.emoji()));
    keepInOrder();
  }

  private void waitForGate() {
    boolean waits = work.untilGate();
    allSaid.run();
    if (!waits) {
      show(Answer.refused("no gate waits, and nothing runs that could come to one"));
    }
  }

  /** A script that ended approves nothing any more, so what still waits for it is aborted. */
  private int finish() {
    boolean stuck = false;
    while (!stuck && work.untilGate()) {
      allSaid.run();
      say(Tone.NEUTRAL, "the input has ended: what still waits for approval is aborted");
      stuck = work.abortWaiting() == 0;
    }
    if (stuck) {
      show(Answer.refused("it could not be aborted, and is left as it is"));
    } else {
      work.untilEnd();
    }
    allSaid.run();
    return refused || !work.allSucceeded() ? FAILURE : SUCCESS;
  }

  private void say(Tone tone, String words) {
    console.print(text.answer(tone, words, List.of()));
  }

  private void show(Answer answer) {
    refused |= !answer.accepted();
    if (!answer.text().isEmpty() || !answer.details().isEmpty()) {
      Tone tone = answer.accepted() ? answer.tone() : Tone.BAD;
      console.print(text.answer(tone, answer.text(), answer.details()));
    }
    answer
        .document()
        .ifPresent(
            document ->
                console.print(
                    "── " + document.fileName() + " ──\n" + Printable.of(document.text())));
  }

  private Speaker speaker(String person) {
    return new Speaker(new Identity(TerminalPlatform.NAME, person), settings.channel());
  }

  private void banner() {
    console.print("Signalbox: deployments by chat, and nothing moves without an approval.");
    if (!settings.page().isEmpty()) {
      console.print("Channel page: " + settings.page());
    }
    console.print("Try /deploy v2 bluegreen, or /help.\n");
  }

  private String echo(String line) {
    String shown = line.length() <= 200 ? line : line.substring(0, 200) + "…";
    boolean named = line.startsWith("@");
    return (named ? "▸ " : settings.person() + " ▸ ") + Printable.of(shown);
  }

  private void sayFarewell() {
    List<String> running = work.running();
    console.print(
        running.isEmpty()
            ? "Nothing runs. Goodbye."
            : "This goes on after the next start:\n  " + String.join("\n  ", running));
  }
}
