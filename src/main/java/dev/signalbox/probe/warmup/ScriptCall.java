package dev.signalbox.probe.warmup;

import dev.signalbox.deployment.Excerpt;
import dev.signalbox.deployment.WarmUpPolicy;
import dev.signalbox.deployment.WarmUpPolicy.Load;
import dev.signalbox.topology.Version;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a team's script is called.
 *
 * @param argv the program and its arguments, with {@code {cluster}}, {@code {version}} and {@code
 *     {url}}; no shell stands between, so that nothing needs quoting
 */
record ScriptCall(
    List<String> argv, String cluster, Version version, List<URI> targets, WarmUpPolicy policy) {

  /**
   * What a program needs to run at all. Nothing else is handed on: the bot's environment holds its
   * tokens, and a script's output goes to the channel (promise 8).
   */
  private static final Set<String> HANDED_ON =
      Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TMPDIR", "JAVA_HOME");

  /** The arguments; one with {@code {url}} stands there once per target. */
  List<String> command() {
    return argv.stream().flatMap(this::filled).toList();
  }

  private Stream<String> filled(String argument) {
    String named = argument.replace("{cluster}", cluster).replace("{version}", version.text());
    return named.contains("{url}")
        ? targets.stream().map(target -> named.replace("{url}", target.toString()))
        : Stream.of(named);
  }

  /** Leaves in the environment what is handed on, and adds what the script may want to know. */
  void prepare(Map<String, String> environment) {
    environment.keySet().removeIf(name -> !HANDED_ON.contains(name) && !name.startsWith("LC_"));
    environment.put("SIGNALBOX_CLUSTER", cluster);
    environment.put("SIGNALBOX_VERSION", version.text());
    environment.put(
        "SIGNALBOX_URLS", targets.stream().map(URI::toString).collect(Collectors.joining(" ")));
    switch (policy.load()) {
      case Load.Off _ -> environment.put("SIGNALBOX_REQUESTS", "0");
      case Load.InTurn(int requests, int concurrency) -> {
        environment.put("SIGNALBOX_REQUESTS", Integer.toString(requests));
        environment.put("SIGNALBOX_CONCURRENCY", Integer.toString(concurrency));
      }
      case Load.AtRate rate -> {
        environment.put("SIGNALBOX_RATE", Double.toString(rate.perSecond()));
        environment.put("SIGNALBOX_CONCURRENCY", Integer.toString(rate.concurrency()));
      }
    }
    environment.put("SIGNALBOX_MAX_P95_MS", Long.toString(policy.maxP95().toMillis()));
  }

  /** A line about this call, such as {@code green: the script was stopped}. */
  String words(String what) {
    return Excerpt.of(cluster + ": the warm-up script " + what, 400);
  }
}
