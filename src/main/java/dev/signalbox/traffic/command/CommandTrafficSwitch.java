package dev.signalbox.traffic.command;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Inspectable;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.TrafficSwitch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * Switches any router by a program. Compare-and-set is the program's part, which is told what must
 * be live; it is asked for a swap only where that was so a moment before.
 */
public final class CommandTrafficSwitch implements TrafficSwitch, Inspectable {
  private final CommandRouter router;
  private final SwitchProgram program;

  /** The switch of one lane. */
  public CommandTrafficSwitch(CommandRouter router, SwitchProgram program) {
    this.router = router;
    this.program = program;
  }

  @Override
  public Live read() {
    JsonNode answer = router.ask(program.read(), Map.of());
    String live = answer.path("live").asString("");
    if (live.isEmpty()) {
      throw router.unreadable(program.read(), "it has no \"live\"", answer);
    }
    return new Live(live, answer.path("detail").asString("the router sends production to " + live));
  }

  @Override
  public StepOutcome prepare(Attempt attempt) {
    return StepOutcome.done("The router is swapped by one command; nothing to prepare.");
  }

  @Override
  public StepOutcome unprepare(Attempt attempt) {
    return StepOutcome.done("Nothing was prepared that has to be taken back.");
  }

  @Override
  public Swapped swap(String from, String to) {
    Live before = read();
    if (!before.cluster().equals(from)) {
      return new Swapped.Mismatch(before);
    }
    return switch (router.change(program.swap(), Map.of("from", from, "to", to))) {
      case Reply.Good(JsonNode answer) ->
          new Swapped.Accepted(
              answer.path("detail").asString("the router switched from " + from + " to " + to));
      case Reply.Mismatch(String live) -> new Swapped.Mismatch(live(live));
      case Reply.Refused(String reason) -> new Swapped.Refused(reason);
    };
  }

  private Live live(String told) {
    return told.isEmpty() ? read() : new Live(told, "the router sends production to " + told);
  }

  @Override
  public StepOutcome settle(String old, Attempt attempt) {
    if (read().cluster().equals(old)) {
      return StepOutcome.failed(old + " is live: it cannot settle.");
    }
    return program
        .sessions()
        .map(sessions -> Quiet.await(attempt, old, () -> sessions(sessions, old)))
        .orElseGet(
            () -> Quiet.wait(attempt, router.statedWait(), "No session is counted at " + old));
  }

  private OptionalLong sessions(Template sessions, String cluster) {
    JsonNode answer = router.ask(sessions, Map.of("cluster", cluster));
    if (!answer.path("active").isIntegralNumber()) {
      throw router.unreadable(sessions, "it has no number \"active\"", answer);
    }
    return OptionalLong.of(answer.path("active").asLong(0));
  }

  @Override
  public Optional<Duration> statedWait() {
    return program.sessions().isPresent() ? Optional.empty() : Optional.of(router.statedWait());
  }

  @Override
  public List<Finding> inspect(Duration limit) {
    String what = String.join(" ", program.read().argv());
    try {
      Live live = read();
      return List.of(
          new Finding.Good(what, live.cluster() + " is live"),
          new Finding.Untried(
              String.join(" ", program.swap().argv()), "it would change what is live"));
    } catch (PortFailure e) {
      return List.of(
          new Finding.Bad(
              what, e.reason(), "Run it by hand: it must print {\"live\": \"…\"} and end with 0."));
    }
  }
}
