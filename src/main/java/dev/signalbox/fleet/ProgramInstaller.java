package dev.signalbox.fleet;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.Installer;
import dev.signalbox.port.Machine;
import dev.signalbox.port.Machine.Ended;
import dev.signalbox.port.Machine.Program;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Secrets;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Installs versions by programs, on the node itself or on this machine. What is installed is asked
 * of the node before anything is done, so that an installation can be asked for twice.
 */
public final class ProgramInstaller implements Installer {

  /** Where a node's programs run. */
  public interface Machines {
    /** The machine. */
    Machine of(Node node);

    /** The name or address of the node, for {@code {host}}. */
    String host(Node node);
  }

  /** All of them on one machine, which knows the way to the nodes. */
  public record Here(Machine machine) implements Machines {
    @Override
    public Machine of(Node node) {
      return machine;
    }

    @Override
    public String host(Node node) {
      return NodeFacts.host(node);
    }
  }

  /** What a node is given before the installation. */
  public interface Delivery {
    /** Nothing. */
    Delivery NOTHING = (_, _, _) -> Optional.empty();

    /** Brings it; empty when it is there, otherwise why not. */
    Optional<StepOutcome> bring(Node node, Map<String, String> facts, Attempt attempt);
  }

  private final InstallCommands commands;
  private final Machines machines;
  private final Delivery delivery;
  private final NodeFacts facts;
  private final Secrets secrets;
  private final LongSupplier nanoTicker;

  /** The installer of one lane. */
  public ProgramInstaller(
      InstallCommands commands,
      Machines machines,
      Delivery delivery,
      NodeFacts facts,
      Secrets secrets,
      LongSupplier nanoTicker) {
    this.commands = commands;
    this.machines = machines;
    this.delivery = delivery;
    this.facts = facts;
    this.secrets = secrets;
    this.nanoTicker = nanoTicker;
  }

  @Override
  public Optional<Version> installed(Node node) {
    Map<String, String> words =
        facts.of(node, machines.host(node), Optional.empty(), Optional.empty());
    Program program = program(commands.installed(), words, commands.answer());
    return switch (run(node, program, _ -> {}, () -> false)) {
      case Ended.Exited(int code, String said, String _) when code == 0 -> version(node, said);
      case Ended.Exited(int code, String _, String printed) ->
          throw unsaid(node, "exit code " + code + ", " + lastLine(printed));
      case Ended.Killed(String signal, String printed) ->
          throw unsaid(node, "killed by " + signal + ", " + lastLine(printed));
      case Ended.TimedOut(String printed) ->
          throw unsaid(node, "no answer in time, " + lastLine(printed));
      case Ended.Stopped(String printed) -> throw unsaid(node, "stopped, " + lastLine(printed));
      case Ended.NotStarted(String reason) -> throw unsaid(node, reason);
    };
  }

  private static Optional<Version> version(Node node, String said) {
    String text = said.strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!Version.isVersion(text)) {
      throw unsaid(node, "what it printed is no version");
    }
    return Optional.of(new Version(text));
  }

  private static PortFailure unsaid(Node node, String why) {
    return new PortFailure.Unreachable(
        "what is installed on " + node + " cannot be found out: " + why, null);
  }

  /**
   * Asks every node what is installed, which tries the way to it and the program there.
   *
   * @param limit nodes that are not asked by then are left out, and named
   */
  public List<Finding> inspect(List<Node> nodes, Duration limit) {
    long end = nanoTicker.getAsLong() + limit.toNanos();
    List<Finding> findings = new ArrayList<>();
    for (Node node : nodes) {
      boolean late = nanoTicker.getAsLong() - end >= 0;
      findings.add(late ? new Finding.Untried(what(node), "there was no time left") : ask(node));
    }
    return findings;
  }

  private Finding ask(Node node) {
    try {
      String seen = installed(node).map(Version::text).orElse("nothing");
      return new Finding.Good(what(node), seen);
    } catch (PortFailure e) {
      return new Finding.Bad(
          what(node), e.reason(), "mend that, or change equipment.installer; then check again");
    }
  }

  private static String what(Node node) {
    return "what is installed on " + node;
  }

  @Override
  public StepOutcome install(Node node, Version version, Attempt attempt) {
    if (installed(node).filter(version::equals).isPresent()) {
      return StepOutcome.done(node + " has " + version + " already");
    }
    Map<String, String> words =
        facts.of(node, machines.host(node), Optional.of(version), attempt.deployment());
    Leftovers.end(machines.of(node), step(node), attempt);
    return delivery
        .bring(node, words, attempt)
        .orElseGet(
            () -> change(node, commands.install(), words, attempt, "installation of " + version));
  }

  @Override
  public StepOutcome uninstall(Node node, Attempt attempt) {
    Optional<Version> before = installed(node);
    if (before.isEmpty()) {
      return StepOutcome.done("nothing is installed on " + node);
    }
    Map<String, String> words = facts.of(node, machines.host(node), before, attempt.deployment());
    Leftovers.end(machines.of(node), step(node), attempt);
    return change(node, commands.uninstall(), words, attempt, "removal of " + before.get());
  }

  private String step(Node node) {
    return facts.lane() + "/" + node.name();
  }

  private StepOutcome change(
      Node node, List<String> argv, Map<String, String> words, Attempt attempt, String what) {
    Program plain = program(argv, words, attempt.remaining());
    Map<String, String> environment = new HashMap<>(plain.environment());
    environment.put(Leftovers.STEP, step(node));
    Program program =
        new Program(
            Leftovers.recognisable(plain.argv()), environment, plain.input(), plain.timeout());
    Telling telling = new Telling(attempt, node.name(), secrets, nanoTicker);
    Ended ended = run(node, program, telling, attempt::stopRequested);
    return outcome("the " + what + " on " + node, argv.getFirst(), ended);
  }

  private Ended run(Node node, Program program, Consumer<String> lines, BooleanSupplier stop) {
    Ended ended = machines.of(node).run(program, lines, stop);
    if (ended instanceof Ended.Exited(int code, String _, String printed)) {
      String how = node + ": exit code " + code + ", " + lastLine(printed);
      if (commands.unreachable().contains(code)) {
        throw new PortFailure.Unreachable(how, null);
      }
      if (commands.unknown().contains(code)) {
        throw new PortFailure.OutcomeUnknown(how, null);
      }
    }
    return ended;
  }

  private Program program(List<String> argv, Map<String, String> words, Duration timeout) {
    Map<String, String> environment = new HashMap<>(NodeFacts.variables(words));
    environment.putAll(Placeholders.fill(commands.environment(), words, secrets));
    return new Program(Placeholders.fill(argv, words), environment, "", timeout);
  }

  private StepOutcome outcome(String what, String program, Ended ended) {
    return switch (ended) {
      case Ended.Exited(int code, String _, String printed) when code == 0 ->
          StepOutcome.done(transcript(printed).under(what + " is done"));
      case Ended.Exited(int code, String _, String printed) ->
          failed(what, program + " ended with exit code " + code, printed);
      case Ended.Killed(String signal, String printed) ->
          failed(what, program + " was killed by " + signal, printed);
      case Ended.TimedOut(String printed) ->
          failed(what, program + " did not end in time and was ended", printed);
      case Ended.Stopped(String printed) ->
          new StepOutcome.Stopped(
              transcript(printed).under(what + " was stopped; nothing of it runs any more"));
      case Ended.NotStarted(String reason) -> StepOutcome.failed(what + " failed: " + reason);
    };
  }

  private StepOutcome failed(String what, String how, String printed) {
    Transcript transcript = transcript(printed);
    return StepOutcome.failed(
        transcript.under(what + " failed: " + how + "; " + transcript.lastLine()));
  }

  private Transcript transcript(String printed) {
    return Transcript.of(printed, secrets);
  }

  private String lastLine(String printed) {
    return transcript(printed).lastLine();
  }
}
