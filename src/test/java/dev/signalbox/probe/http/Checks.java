package dev.signalbox.probe.http;

import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.deployment.TextRule;
import dev.signalbox.probe.Target;
import dev.signalbox.topology.Version;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Smoke checks for tests, and their single result. */
final class Checks {

  static final Version V2 = new Version("v2");
  static final Duration WITHIN = Duration.ofMillis(500);

  private Checks() {}

  static SmokeCheck.Http ok() {
    return path("/health", "health");
  }

  static SmokeCheck.Http header(String name, String value) {
    return answer("header", Map.of(name, new TextRule.Is(value)), List.of(), Map.of());
  }

  static SmokeCheck.Http body(String text) {
    return answer("body", Map.of(), List.of(new TextRule.Contains(text)), Map.of());
  }

  static SmokeCheck.Http bodyMatches(String regex) {
    return answer("body", Map.of(), List.of(new TextRule.Matches(regex)), Map.of());
  }

  static SmokeCheck.Http json(String pointer, String value) {
    return answer("json", Map.of(), List.of(), Map.of(pointer, new TextRule.Is(value)));
  }

  static SmokeCheck.Http path(String path) {
    return path(path, "path");
  }

  static SmokeCheck.Http within(Duration within) {
    return asked(get("/"), common("fast", within));
  }

  private static SmokeCheck.Http path(String path, String name) {
    return asked(get(path), common(name, WITHIN));
  }

  static SmokeCheck.Request get(String path) {
    return new SmokeCheck.Request(
        "GET", path, Map.of(), Optional.empty(), SmokeCheck.Connection.PLAIN);
  }

  static SmokeCheck.Http asked(SmokeCheck.Request request) {
    return asked(request, common("asked", WITHIN));
  }

  private static SmokeCheck.Http asked(SmokeCheck.Request request, SmokeCheck.Common common) {
    return new SmokeCheck.Http(
        common, request, new SmokeCheck.Answer(Set.of(200), Map.of(), List.of(), Map.of()));
  }

  static SmokeCheck.Common common(String name, Duration within) {
    return new SmokeCheck.Common(name, within, OptionalInt.empty(), true);
  }

  static SmokeCheck.Http answer(
      String name, Map<String, TextRule> headers, List<TextRule> body, Map<String, TextRule> json) {
    return new SmokeCheck.Http(
        common(name, WITHIN), get("/"), new SmokeCheck.Answer(Set.of(200), headers, body, json));
  }

  /** Asks with a clock that stands still, and waits hardly longer than the check allows. */
  static CheckResult ask(URI address, SmokeCheck.Http check) {
    return ask(address, check, new AtomicLong());
  }

  static CheckResult ask(URI address, SmokeCheck.Http check, AtomicLong nanos) {
    Duration margin = Duration.ofSeconds(20);
    return new HttpSmokeProbe(nanos::get, margin).ask(new Target("green-1", address, V2), check);
  }

  /** The sentence that the channel makes of a failed result. */
  static String told(CheckResult result) {
    return (result.passed() ? "passed: " : "failed: ")
        + "expected "
        + result.expected()
        + ", seen "
        + result.seen();
  }
}
