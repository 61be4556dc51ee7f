package dev.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.NodeAmount;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.simulation.Ground;
import dev.signalbox.simulation.Trial;
import dev.signalbox.topology.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Promise 9 over lanes that chance makes: batches and minima as numbers and as shares, a node that
 * is dead from the beginning, health that flaps between the steps, and people who stop or go back
 * anywhere. Whoever watches the lane writes down each drain that leaves too few; a trial fails at
 * its end if there was one.
 */
class CapacityCampaignTest {
  private static final int TRIALS = 60;

  @Test
  void noDrainLeavesTooFewWhateverTheLaneIsLike() {
    long seed = Long.getLong("capacity.seed", System.nanoTime());
    System.out.println("capacity campaign: -Dcapacity.seed=" + seed);
    AtomicInteger ran = new AtomicInteger();
    for (int i = 0; i < TRIALS; i++) {
      Random chance = new Random(seed + i);
      String what = "seed " + seed + ", trial " + i;
      try {
        run(chance, ran);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(what, e);
      }
    }
    assertThat(ran).as("trials that could be planned at all").hasValueGreaterThan(TRIALS / 4);
  }

  private static void run(Random chance, AtomicInteger ran) {
    Ground ground = ground(chance);
    try (Trial trial = Trial.inMemory(ground)) {
      List<String> nodes = List.copyOf(trial.site().installed().keySet());
      if (chance.nextInt(3) == 0) {
        trial.site().isIll(nodes.get(chance.nextInt(nodes.size())), true);
      }
      if (chance.nextBoolean()) {
        flap(trial, nodes, chance);
      }
      Planned planned =
          trial.bot().requests().plan(Ground.LANE, new Version("v2"), Optional.empty());
      if (planned instanceof Planned.Ready(var plan)) {
        ran.incrementAndGet();
        trial.begin(plan);
        seeThrough(trial, chance);
      }
    }
  }

  private static Ground ground(Random chance) {
    List<Strategy> strategies =
        List.of(
            Strategy.ROLLING_UPDATE,
            Strategy.ROLLING_UPDATE,
            Strategy.BLUE_GREEN,
            Strategy.PRIMARY_FIRST);
    Ground ground =
        Ground.of(strategies.get(chance.nextInt(strategies.size())))
            .nodes(1 + chance.nextInt(6))
            .batch(amount(chance, 1))
            .minimumHealthy(amount(chance, 0));
    return chance.nextBoolean() ? ground.converging() : ground;
  }

  private static NodeAmount amount(Random chance, int least) {
    return chance.nextBoolean()
        ? new NodeAmount.Nodes(least + chance.nextInt(3))
        : new NodeAmount.Percent(chance.nextInt(101));
  }

  /**
   * Between two commits a node may fall ill or recover: so between a count and a drain it cannot.
   */
  private static void flap(Trial trial, List<String> nodes, Random chance) {
    long own = chance.nextLong();
    Random dice = new Random(own);
    List<String> ill = new ArrayList<>();
    trial
        .stores()
        .journal()
        .onCommit(
            _ -> {
              synchronized (dice) {
                if (dice.nextInt(12) == 0) {
                  String node = nodes.get(dice.nextInt(nodes.size()));
                  boolean falls = !ill.remove(node);
                  if (falls) {
                    ill.add(node);
                  }
                  trial.site().isIll(node, falls);
                }
              }
            });
  }

  /** People approve, stop, go back, try again, until it has ended or they give up. */
  private static void seeThrough(Trial trial, Random chance) {
    for (int i = 0; i < 12; i++) {
      Deployment d = trial.awaitRest();
      if (d.phase().isFinal()) {
        return;
      }
      switch (d.phase()) {
        case NEEDS_ATTENTION -> {
          switch (chance.nextInt(3)) {
            case 0 -> trial.retry("bob");
            case 1 -> trial.rollBack("bob");
            default -> trial.abandon("bob");
          }
        }
        default -> {
          if (chance.nextInt(5) == 0) {
            trial.abort("bob");
          } else if (trial.approve("ann") instanceof Voted.Refused) {
            trial.reject("bob");
          }
        }
      }
    }
    assertThat(trial.awaitRest().phase()).isNotEqualTo(Phase.SUCCEEDED);
  }
}
