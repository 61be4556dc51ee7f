package dev.signalbox.app.config;

import static dev.signalbox.app.config.Inherited.or;

import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.deployment.SmokePolicy;
import dev.signalbox.deployment.WatchPolicy;
import dev.signalbox.deployment.WatchPolicy.OnFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how a version is smoke-tested and watched. */
final class CheckReader {

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration RECHECK = Duration.ofSeconds(30);
  private static final Duration MAX_P95 = Duration.ofMillis(500);
  private static final Duration WATCH = Duration.ofMinutes(5);
  private static final double MAX_ERROR_RATE = 0.01;

  private final Problems problems;

  CheckReader(Problems problems) {
    this.problems = problems;
  }

  SmokePolicy smoke(Spot spot, SmokeProperties properties) {
    List<SmokeCheck> node = checks(spot.of("smoke.node"), or(properties.node(), List.of()));
    List<SmokeCheck> cluster =
        checks(spot.of("smoke.cluster"), or(properties.cluster(), List.of()));
    if (node.isEmpty() && cluster.isEmpty()) {
      problems.add(
          spot.of("smoke"),
          "no check",
          "at least one under node or cluster: nothing else is"
              + " between a broken version and its users");
    }
    return new SmokePolicy(
        node,
        cluster,
        problems.atLeast(spot.of("smoke.attempts"), 1, or(properties.attempts(), 3)),
        problems.notNegative(spot.of("smoke.pause"), or(properties.pause(), PAUSE)),
        problems.positive(spot.of("smoke.recheck-every"), or(properties.recheckEvery(), RECHECK)));
  }

  private List<SmokeCheck> checks(String field, List<SmokeProperties.Check> properties) {
    List<SmokeCheck> checks = new ArrayList<>();
    for (int i = 0; i < properties.size(); i++) {
      checks.add(check(field + "[" + i + "]", properties.get(i)));
    }
    return checks;
  }

  private SmokeCheck check(String field, SmokeProperties.Check check) {
    String path = path(field + ".path", or(check.path(), ""));
    if (check.status() < 100 || check.status() > 599) {
      problems.add(field + ".status", check.status(), "an HTTP status, such as 200");
    }
    Map<String, String> pointers = new LinkedHashMap<>();
    for (int i = 0; i < check.json().size(); i++) {
      SmokeProperties.Json json = check.json().get(i);
      String at = field + ".json[" + i + "]";
      String pointer = or(json.pointer(), "");
      String is = json.is();
      if (!pointer.isEmpty() && !pointer.startsWith("/")) {
        problems.add(at + ".pointer", "'" + pointer + "'", "one such as /status (RFC 6901)");
      }
      if (is == null) {
        problems.add(at + ".is", "nothing", "the text that must be there");
      } else {
        pointers.put(pointer, is);
      }
    }
    return new SmokeCheck(
        or(check.name(), path),
        path,
        check.status(),
        check.headers(),
        Optional.ofNullable(check.bodyContains()),
        pointers,
        problems.positive(field + ".within", check.within()));
  }

  private String path(String field, String path) {
    if (!path.startsWith("/")) {
      problems.add(field, "'" + path + "'", "a path that begins with a slash");
    }
    return path;
  }

  WatchPolicy watch(Spot spot, WatchProperties properties) {
    long minRequests = or(properties.minRequests(), 50L);
    if (minRequests < 0) {
      problems.add(spot.of("watch.min-requests"), minRequests, "at least 0");
    }
    return new WatchPolicy(
        problems.notNegative(spot.of("watch.time"), or(properties.time(), WATCH)),
        problems.share(
            spot.of("watch.max-error-rate"), or(properties.maxErrorRate(), MAX_ERROR_RATE)),
        problems.positive(spot.of("watch.max-p95"), or(properties.maxP95(), MAX_P95)),
        minRequests,
        or(properties.onFailure(), OnFailure.SWAP_BACK),
        problems.notNegative(
            spot.of("watch.swap-back-after"), or(properties.swapBackAfter(), Duration.ZERO)));
  }
}
