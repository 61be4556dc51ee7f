package dev.signalbox.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.crash.CrashPoint.Kind;
import dev.signalbox.crash.CrashTrial.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ends the bot at every journal position of every scenario, at every delivery, after every change
 * outside, and at moments in between: {@code ./mvnw test -Pcrash}.
 */
@Tag("crash-matrix")
@Timeout(value = 3, unit = TimeUnit.HOURS)
class CrashMatrixTest {
  private static final int MOMENTS = 12;

  @TempDir static Path directory;

  private static CrashTrials hands;
  private static final Random RANDOM = new Random();

  @BeforeAll
  static void startLabs() {
    hands = new CrashTrials(directory);
  }

  @AfterAll
  static void endLabs() {
    hands.close();
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void everyCommit(Scenario scenario) {
    List<Result> results = hands.everywhere(scenario, Kind.ENTRY);
    assertThat(results.stream().filter(Result::isBad)).isEmpty();
    assertThat(results).hasSizeGreaterThan(scenario.entries() / 2);
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void everyChange(Scenario scenario) {
    assertThat(hands.everywhere(scenario, Kind.EFFECT).stream().filter(Result::isBad)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"BLUEGREEN_KEEP", "PRIMARYFIRST_FLAKY"})
  void everyDelivery(Scenario scenario) {
    assertThat(hands.everywhere(scenario, Kind.DELIVERY).stream().filter(Result::isBad)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void anyMoment(Scenario scenario) {
    long seed = Optional.ofNullable(Long.getLong("crash.seed")).orElseGet(RANDOM::nextLong);
    System.out.println("-Dcrash.seed=" + seed);
    Random random = new Random(seed);
    List<CrashTrial> trials =
        IntStream.range(0, MOMENTS)
            .mapToObj(number -> new CrashTrial(scenario, moment(number, random)))
            .toList();
    assertThat(hands.make(trials).stream().filter(Result::isBad)).as("seed " + seed).isEmpty();
  }

  private static CrashPoint moment(int number, Random random) {
    return number % 2 == 0
        ? CrashPoint.atTime(random.nextInt(Math.toIntExact(Duration.ofSeconds(3).toMillis())))
        : CrashPoint.during(1 + random.nextInt(20), random.nextInt(40));
  }
}
