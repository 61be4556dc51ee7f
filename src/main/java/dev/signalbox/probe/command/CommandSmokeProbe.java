package dev.signalbox.probe.command;

import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.port.Machine;
import dev.signalbox.port.Machine.Ended;
import dev.signalbox.port.PortFailure;
import dev.signalbox.probe.Asks;
import dev.signalbox.probe.Finding;
import dev.signalbox.probe.Findings;
import dev.signalbox.probe.Rule;
import dev.signalbox.probe.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Runs a program, and looks at its exit code and at what it printed. */
public final class CommandSmokeProbe implements Asks<SmokeCheck.Command> {

  private final Machine machine;
  private final LongSupplier nanoTicker;

  /** Runs programs on this machine, and measures with this ticker. */
  public CommandSmokeProbe(Machine machine, LongSupplier nanoTicker) {
    this.machine = machine;
    this.nanoTicker = nanoTicker;
  }

  @Override
  public CheckResult ask(Target target, SmokeCheck.Command check) {
    long start = nanoTicker.getAsLong();
    List<String> argv = check.argv().stream().map(target::filled).toList();
    try {
      Ended ended =
          machine.run(
              new Machine.Program(argv, environment(target, check), "", check.within()),
              _ -> {},
              () -> Thread.currentThread().isInterrupted());
      return Findings.result(target, check, findings(target, check, ended), since(start));
    } catch (PortFailure e) {
      Finding none = new Finding(exit(check), e.reason(), false);
      return Findings.result(target, check, List.of(none), since(start));
    }
  }

  /** The program is told what it is about, whether or not its arguments say so. */
  private static Map<String, String> environment(Target target, SmokeCheck.Command check) {
    Map<String, String> environment = new LinkedHashMap<>();
    check.environment().forEach((name, value) -> environment.put(name, target.filled(value)));
    environment.put("SIGNALBOX_TARGET", target.name());
    environment.put("SIGNALBOX_URL", target.address().toString());
    environment.put("SIGNALBOX_VERSION", target.version().text());
    return environment;
  }

  private static String exit(SmokeCheck.Command check) {
    return "exit code " + check.exitCode();
  }

  private static List<Finding> findings(Target target, SmokeCheck.Command check, Ended ended) {
    return switch (ended) {
      case Ended.Exited(int code, String _, String printed) -> exited(target, check, code, printed);
      case Ended.Killed(String signal, String printed) ->
          List.of(new Finding(exit(check), "killed by " + signal + said(printed), false));
      case Ended.TimedOut(String printed) ->
          List.of(Findings.none(check, "it did not end in time and was ended" + said(printed)));
      case Ended.Stopped(String printed) ->
          List.of(new Finding(exit(check), "it was stopped" + said(printed), false));
      case Ended.NotStarted(String reason) ->
          List.of(new Finding(exit(check), "it could not be started: " + reason, false));
    };
  }

  private static List<Finding> exited(
      Target target, SmokeCheck.Command check, int code, String printed) {
    boolean met = code == check.exitCode();
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding(exit(check), code + (met ? "" : said(printed)), met));
    if (met) {
      check.output().ifPresent(rule -> findings.add(Rule.look("an output", rule, printed, target)));
    }
    return findings;
  }

  /** The last line says most often what was wrong. */
  private static String said(String printed) {
    return printed
        .lines()
        .filter(line -> !line.isBlank())
        .reduce((_, later) -> later)
        .map(line -> ", and said last: " + Findings.quoted(line))
        .orElse(", and said nothing");
  }

  private Duration since(long start) {
    return Duration.ofNanos(nanoTicker.getAsLong() - start);
  }
}
