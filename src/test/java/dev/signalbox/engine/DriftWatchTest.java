package dev.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent.DriftSeen;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.simulation.Ground;
import dev.signalbox.simulation.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in a lane in which nothing runs. */
class DriftWatchTest {
  @TempDir Path directory;

  @Test
  void whatSomebodyElseSwappedIsSaidOnce() {
    try (Trial trial = finished()) {
      trial.site().somebodySwapsTo("blue");
      assertThat(watch(trial).look(Ground.LANE)).contains(new DriftSeen("green", "blue"));
      assertThat(watch(trial).look(Ground.LANE)).isEmpty();
      assertThat(journaled(trial)).containsExactly(new DriftSeen("green", "blue"));
      assertThat(trial.site().live()).as("nothing is changed back").isEqualTo("blue");
    }
  }

  @Test
  void twoInstancesSayItOnce() {
    try (Trial trial = finished()) {
      DriftWatch other = new DriftWatch(trial.another().engine(), List.of(), Duration.ZERO);
      trial.site().somebodySwapsTo("blue");
      assertThat(watch(trial).look(Ground.LANE)).isPresent();
      assertThat(other.look(Ground.LANE)).isEmpty();
      assertThat(journaled(trial)).hasSize(1);
    }
  }

  @Test
  void aLaneThatWasNeverSeenIsSeenAndNothingIsSaid() {
    try (Trial trial = Trial.inMemory(Ground.of(Strategy.BLUE_GREEN))) {
      assertThat(watch(trial).look(Ground.LANE)).isEmpty();
      trial.site().somebodySwapsTo("green");
      assertThat(watch(trial).look(Ground.LANE)).contains(new DriftSeen("blue", "green"));
    }
  }

  @Test
  void aRunningDeploymentLooksForItself() {
    try (Trial trial = Trial.on(Ground.of(Strategy.BLUE_GREEN), directory)) {
      trial.deploy("v2");
      trial.awaitPhase(Phase.GATE);
      trial.site().somebodySwapsTo("green");
      assertThat(watch(trial).look(Ground.LANE)).isEmpty();
    }
  }

  private Trial finished() {
    Trial trial = Trial.on(Ground.of(Strategy.BLUE_GREEN), directory);
    trial.deploy("v2");
    trial.awaitPhase(Phase.GATE);
    trial.approve("ann");
    trial.awaitPhase(Phase.SUCCEEDED);
    return trial;
  }

  private static DriftWatch watch(Trial trial) {
    return new DriftWatch(trial.bot().engine(), List.of(Ground.LANE), Duration.ZERO);
  }

  private static List<DriftSeen> journaled(Trial trial) {
    return trial.stores().journal().after(0, 1000).stream()
        .map(JournalEntry::event)
        .filter(DriftSeen.class::isInstance)
        .map(DriftSeen.class::cast)
        .toList();
  }
}
