package dev.signalbox.app.config;

import static dev.signalbox.app.config.Inherited.or;

import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.deployment.SmokePolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads how a version is smoke-tested. */
final class SmokeReader {

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration RECHECK = Duration.ofSeconds(30);

  private final Problems problems;
  private final SmokeCheckReader checks;

  SmokeReader(Problems problems) {
    this.problems = problems;
    this.checks = new SmokeCheckReader(problems);
  }

  SmokePolicy read(Spot spot, SmokeProperties written) {
    Optional<SuiteFile> suite =
        Optional.ofNullable(written.suite()).flatMap(it -> suite(spot.of("smoke.suite"), it));
    List<SmokeCheck> node = new ArrayList<>();
    List<SmokeCheck> cluster = new ArrayList<>();
    suite.ifPresent(it -> node.addAll(checks(it.field("node"), it.node())));
    suite.ifPresent(it -> cluster.addAll(checks(it.field("cluster"), it.cluster())));
    node.addAll(checks(spot.of("smoke.node"), or(written.node(), List.of())));
    cluster.addAll(checks(spot.of("smoke.cluster"), or(written.cluster(), List.of())));
    boolean unreadable = written.suite() != null && suite.isEmpty();
    if (node.isEmpty() && cluster.isEmpty() && !unreadable) {
      problems.add(
          spot.of("smoke"),
          "no check",
          "at least one under node or cluster: nothing else is"
              + " between a broken version and its users");
    }
    return new SmokePolicy(
        node,
        cluster,
        problems.atLeast(spot.of("smoke.attempts"), 1, or(written.attempts(), 3)),
        problems.notNegative(spot.of("smoke.pause"), or(written.pause(), PAUSE)),
        problems.positive(spot.of("smoke.recheck-every"), or(written.recheckEvery(), RECHECK)));
  }

  private Optional<SuiteFile> suite(String field, Path file) {
    return SuiteFile.read(problems, field, file);
  }

  private List<SmokeCheck> checks(String field, List<SmokeProperties.Check> written) {
    List<SmokeCheck> read = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      checks.read(field + "[" + i + "]", written.get(i)).ifPresent(read::add);
    }
    return read;
  }
}
