package dev.signalbox.probe;

import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.port.SmokeProbe;
import dev.signalbox.topology.Version;
import java.net.URI;
import java.util.List;

/** Tries every check by what knows its kind, one after the other. */
public final class SmokeRound implements SmokeProbe {

  private final Asks<SmokeCheck.Http> http;
  private final Asks<SmokeCheck.Tcp> tcp;
  private final Asks<SmokeCheck.Dns> dns;
  private final Asks<SmokeCheck.Command> command;

  /** Tries each kind by these. */
  public SmokeRound(
      Asks<SmokeCheck.Http> http,
      Asks<SmokeCheck.Tcp> tcp,
      Asks<SmokeCheck.Dns> dns,
      Asks<SmokeCheck.Command> command) {
    this.http = http;
    this.tcp = tcp;
    this.dns = dns;
    this.command = command;
  }

  @Override
  public List<CheckResult> check(
      String target, URI address, Version version, List<SmokeCheck> checks) {
    Target about = new Target(target, address, version);
    return checks.stream().map(check -> ask(about, check)).toList();
  }

  private CheckResult ask(Target target, SmokeCheck check) {
    return switch (check) {
      case SmokeCheck.Http it -> http.ask(target, it);
      case SmokeCheck.Tcp it -> tcp.ask(target, it);
      case SmokeCheck.Dns it -> dns.ask(target, it);
      case SmokeCheck.Command it -> command.ask(target, it);
    };
  }
}
