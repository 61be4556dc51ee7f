package dev.signalbox.app.config;

import static dev.signalbox.app.config.Inherited.or;

import dev.signalbox.deployment.NodeAmount;
import dev.signalbox.deployment.RolloutPolicy;
import dev.signalbox.deployment.RolloutPolicy.AfterSwap;
import dev.signalbox.deployment.RolloutPolicy.Timeouts;
import dev.signalbox.deployment.Strategy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how a lane is rolled out. */
final class RolloutReader {

  private static final Duration DRAIN = Duration.ofSeconds(30);
  private static final Duration INSTALL = Duration.ofMinutes(5);
  private static final Duration SETTLE = Duration.ofMinutes(1);
  private static final Duration EVIDENCE_AGE = Duration.ofMinutes(15);
  private static final Duration KEPT_FOR = Duration.ofDays(1);

  private final Problems problems;

  RolloutReader(Problems problems) {
    this.problems = problems;
  }

  RolloutPolicy read(Spot spot, RolloutProperties properties, LaneShape shape) {
    NodeAmount batchSize = amount(spot.of("rollout.batch-size"), properties.batchSize(), 1);
    NodeAmount minimumHealthy =
        amount(spot.of("rollout.minimum-healthy"), properties.minimumHealthy(), 0);
    Strategy strategy = strategy(spot, properties, shape);
    int all = shape.smallest();
    if (strategy == Strategy.ROLLING_UPDATE
        && batchSize.batchOf(all) + minimumHealthy.minimumOf(all) > all) {
      problems.add(
          spot.of("rollout.minimum-healthy"),
          minimumHealthy + ", so that of " + all + " nodes none could be drained",
          "less, with a batch-size of " + batchSize);
    }
    Duration keptFor = or(properties.keptFor(), KEPT_FOR);
    return new RolloutPolicy(
        strategy,
        batchSize,
        minimumHealthy,
        problems.atLeast(
            spot.of("rollout.install-attempts"), 1, or(properties.installAttempts(), 1)),
        or(properties.afterSwap(), AfterSwap.KEEP),
        problems.positive(spot.of("rollout.kept-for"), keptFor),
        timeouts(spot, properties.timeouts()));
  }

  private NodeAmount amount(String field, @Nullable String written, int least) {
    NodeAmount read =
        NodeAmounts.parse(or(written, "1"))
            .orElseGet(
                () -> {
                  problems.add(
                      field,
                      "'" + written + "'",
                      "a number of nodes, such as 2, or a share of them, such as 25%");
                  return new NodeAmount.Nodes(1);
                });
    if (read instanceof NodeAmount.Nodes(int number)) {
      problems.atLeast(field, least, number);
    }
    return read;
  }

  private Timeouts timeouts(Spot spot, RolloutProperties.Timeouts properties) {
    return new Timeouts(
        timeout(spot, "drain", or(properties.drain(), DRAIN)),
        timeout(spot, "install", or(properties.install(), INSTALL)),
        timeout(spot, "settle", or(properties.settle(), SETTLE)),
        timeout(spot, "evidence-age", or(properties.evidenceAge(), EVIDENCE_AGE)));
  }

  private Duration timeout(Spot spot, String name, Duration time) {
    return problems.positive(spot.of("rollout.timeouts." + name), time);
  }

  private Strategy strategy(Spot spot, RolloutProperties properties, LaneShape shape) {
    List<Strategy> possible = possible(shape);
    String word = properties.strategy();
    if (word == null) {
      return possible.getFirst();
    }
    Set<String> words = Set.copyOf(possible.stream().map(Strategy::word).toList());
    return problems
        .oneOf(spot.of("rollout.strategy"), word, words)
        .flatMap(it -> possible.stream().filter(each -> each.word().equals(it)).findFirst())
        .orElse(possible.getFirst());
  }

  /** What can be done with a lane of this shape, what is usual first. */
  private static List<Strategy> possible(LaneShape shape) {
    return switch (shape) {
      case LaneShape.Groups _ -> List.of(Strategy.RED_BLACK);
      case LaneShape.Clusters clusters when clusters.nodes().size() < 2 ->
          List.of(Strategy.ROLLING_UPDATE);
      case LaneShape.Clusters _ ->
          Arrays.asList(Strategy.BLUE_GREEN, Strategy.PRIMARY_FIRST, Strategy.ROLLING_UPDATE);
    };
  }
}
