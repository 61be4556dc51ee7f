package dev.signalbox.probe.http;

import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.topology.Version;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Smoke checks for tests, and their single result. */
final class Checks {

  static final Version V2 = new Version("v2");
  static final Duration WITHIN = Duration.ofMillis(500);

  private Checks() {}

  static SmokeCheck ok() {
    return new SmokeCheck("health", "/health", 200, Map.of(), Optional.empty(), Map.of(), WITHIN);
  }

  static SmokeCheck header(String name, String value) {
    return new SmokeCheck(
        "header", "/", 200, Map.of(name, value), Optional.empty(), Map.of(), WITHIN);
  }

  static SmokeCheck body(String text) {
    return new SmokeCheck("body", "/", 200, Map.of(), Optional.of(text), Map.of(), WITHIN);
  }

  static SmokeCheck json(String pointer, String value) {
    return new SmokeCheck(
        "json", "/", 200, Map.of(), Optional.empty(), Map.of(pointer, value), WITHIN);
  }

  static SmokeCheck path(String path) {
    return new SmokeCheck("path", path, 200, Map.of(), Optional.empty(), Map.of(), WITHIN);
  }

  static SmokeCheck within(Duration within) {
    return new SmokeCheck("fast", "/", 200, Map.of(), Optional.empty(), Map.of(), within);
  }

  /** Asks with a clock that stands still, and waits hardly longer than the check allows. */
  static CheckResult ask(URI address, SmokeCheck check) {
    return ask(address, check, new AtomicLong());
  }

  static CheckResult ask(URI address, SmokeCheck check, AtomicLong nanos) {
    Duration margin = Duration.ofSeconds(20);
    return new HttpSmokeProbe(nanos::get, margin)
        .check("green-1", address, V2, List.of(check))
        .getFirst();
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
