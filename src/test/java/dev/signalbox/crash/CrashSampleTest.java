package dev.signalbox.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.crash.CrashPoint.Kind;
import dev.signalbox.crash.CrashTrial.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A few of the crash matrix's trials, drawn anew each time; all of them are in {@link
 * CrashMatrixTest}.
 *
 * <p>The same ones again: {@code ./mvnw test -Dtest=CrashSampleTest -Dcrash.seed=SEED}. One of them
 * alone: {@code -Dcrash.trial=BLUEGREEN_KEEP@entry:17:0}.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CrashSampleTest {

  @TempDir Path directory;

  @Test
  void whateverMomentTheBotEndsAtTheDeploymentComesToItsEnd() {
    long seed =
        Optional.ofNullable(Long.getLong("crash.seed")).orElseGet(() -> new Random().nextLong());
    String again = "-Dtest=CrashSampleTest -Dcrash.seed=" + seed;
    System.out.println(again);
    List<CrashTrial> trials =
        Optional.ofNullable(System.getProperty("crash.trial"))
            .map(trial -> List.of(CrashTrial.parse(trial)))
            .orElseGet(() -> sample(new Random(seed)));
    try (CrashTrials hands = new CrashTrials(directory)) {
      List<Result> results = hands.make(trials);
      assertThat(results.stream().filter(Result::isBad)).as(again).isEmpty();
      assertThat(results).hasSameSizeAs(trials);
    }
  }

  /** A commit of each happy path, one of a way back, and two moments between commits. */
  private static List<CrashTrial> sample(Random random) {
    List<CrashTrial> trials = new ArrayList<>();
    for (Scenario scenario : Scenario.HAPPY_PATHS) {
      trials.add(new CrashTrial(scenario, entry(scenario, random)));
    }
    Scenario back = Scenario.WAYS_BACK.get(random.nextInt(Scenario.WAYS_BACK.size()));
    trials.add(new CrashTrial(back, entry(back, random)));
    Scenario any = Scenario.HAPPY_PATHS.get(random.nextInt(Scenario.HAPPY_PATHS.size()));
    trials.add(new CrashTrial(any, CrashPoint.during(1 + random.nextInt(10), random.nextInt(40))));
    trials.add(new CrashTrial(any, CrashPoint.atTime(random.nextInt(2000))));
    return trials;
  }

  private static CrashPoint entry(Scenario scenario, Random random) {
    return CrashPoint.at(Kind.ENTRY, 1 + random.nextInt(scenario.entries()));
  }
}
