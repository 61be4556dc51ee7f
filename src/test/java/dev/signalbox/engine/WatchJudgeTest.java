package dev.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.WatchPolicy;
import dev.signalbox.port.TrafficMeter.Share;
import dev.signalbox.topology.Version;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchJudgeTest {

  private static final boolean TIME_OVER = true;
  private static final Version V2 = new Version("v2");

  /** One failed request of a hundred is accepted, 50 ms, and a hundred requests at least. */
  private static final WatchPolicy POLICY =
      new WatchPolicy(
          Duration.ofMinutes(1),
          0.01,
          Duration.ofMillis(50),
          100,
          WatchPolicy.OnFailure.SWAP_BACK,
          Duration.ZERO);

  @Test
  void goesOnWhileNothingSpeaksAgainstTheVersion() {
    assertThat(judge(!TIME_OVER, share("green", "v2", 12_408, 0, 12)))
        .isEqualTo(new WatchVerdict.GoesOn("12,408 requests, 0 failed, p95 12 ms"));
    assertThat(judge(!TIME_OVER)).isEqualTo(new WatchVerdict.GoesOn("no requests"));
  }

  @Test
  void passesAtTheEndOfTheTimeWithinItsBounds() {
    assertThat(judge(TIME_OVER, share("green", "v2", 100, 1, 50)))
        .isEqualTo(new WatchVerdict.Passed("100 requests, 1 failed, p95 50 ms"));
  }

  @Test
  void failsBeforeTheEndWhenTooManyRequestsFail() {
    assertThat(judge(!TIME_OVER, share("green", "v2", 12_408, 250, 12)))
        .isEqualTo(
            new WatchVerdict.Failed(
                "2.0 % of the requests failed, at most 1.0 % may (12,408 requests, 250 failed, p95"
                    + " 12 ms)"));
  }

  @Test
  void failsBeforeTheEndWhenItIsTooSlow() {
    assertThat(judge(!TIME_OVER, share("green", "v2", 100, 1, 51)))
        .isEqualTo(
            new WatchVerdict.Failed(
                "p95 is 51 ms, at most 50 ms are accepted (100 requests, 1 failed, p95 51 ms)"));
  }

  @Test
  void tellsBothWhenBothAreWrong() {
    assertThat(judge(TIME_OVER, share("green", "v2", 200, 100, 1_500)))
        .isEqualTo(
            new WatchVerdict.Failed(
                "50.0 % of the requests failed, at most 1.0 % may; p95 is 1,500 ms, at most 50 ms"
                    + " are accepted (200 requests, 100 failed, p95 1,500 ms)"));
  }

  @Test
  void doesNotJudgeByFewerRequestsThanThePolicyAsksFor() {
    assertThat(judge(!TIME_OVER, share("green", "v2", 99, 99, 900)))
        .isInstanceOf(WatchVerdict.GoesOn.class);
    assertThat(judge(TIME_OVER, share("green", "v2", 99, 0, 9)))
        .isEqualTo(
            new WatchVerdict.Inconclusive(
                "99 requests, 0 failed, p95 9 ms: at least 100 requests are needed to judge"));
    assertThat(judge(TIME_OVER))
        .isEqualTo(
            new WatchVerdict.Inconclusive(
                "no requests: at least 100 requests are needed to judge"));
  }

  @Test
  void passesWithoutTrafficWhereThePolicyAsksForNone() {
    WatchPolicy none =
        new WatchPolicy(
            Duration.ZERO, 0, Duration.ZERO, 0, WatchPolicy.OnFailure.ASK, Duration.ZERO);
    assertThat(WatchJudge.judge(none, List.of(), "green", V2, TIME_OVER))
        .isEqualTo(new WatchVerdict.Passed("no requests"));
  }

  @Test
  void whatTheOldClusterDoesIsNotHeldAgainstTheNew() {
    assertThat(
            judge(
                TIME_OVER,
                share("green", "v2", 100, 0, 9),
                share("blue", "v1", 500, 500, 900),
                share("blue", "v2", 500, 500, 900),
                share("blue", "", 500, 500, 900)))
        .isEqualTo(new WatchVerdict.Passed("100 requests, 0 failed, p95 9 ms"));
  }

  @Test
  void inARollingClusterOnlyTheNewVersionIsJudged() {
    assertThat(
            judge(
                TIME_OVER,
                share("green", "v1", 5_000, 5_000, 900),
                share("green", "v2", 100, 0, 9)))
        .isEqualTo(new WatchVerdict.Passed("100 requests, 0 failed, p95 9 ms"));
  }

  @Test
  void requestsThatNobodyAnsweredCountForTheOnlyVersionThere() {
    assertThat(
            judge(!TIME_OVER, share("green", "v2", 190, 0, 9), share("green", "", 10, 10, 1_000)))
        .isEqualTo(
            new WatchVerdict.Failed(
                "5.0 % of the requests failed, at most 1.0 % may (200 requests, 10 failed, p95 9"
                    + " ms)"));
  }

  @Test
  void anApplicationThatNeverSaysItsVersionIsJudgedAllTheSame() {
    assertThat(judge(TIME_OVER, share("green", "", 100, 0, 9)))
        .isEqualTo(new WatchVerdict.Passed("100 requests, 0 failed, p95 9 ms"));
    assertThat(judge(TIME_OVER, share("green", "", 100, 0, 9), share("green", "v1", 0, 0, 0)))
        .isInstanceOf(WatchVerdict.Passed.class);
    assertThat(judge(TIME_OVER, share("green", "", 100, 0, 51)))
        .isInstanceOf(WatchVerdict.Failed.class);
  }

  @Test
  void inARollingClusterRequestsThatNobodyAnsweredAreHeldAgainstTheNewVersion() {
    assertThat(
            judge(
                !TIME_OVER,
                share("green", "v1", 5_000, 0, 9),
                share("green", "v2", 60, 0, 9),
                share("green", "", 90, 40, 9)))
        .isEqualTo(
            new WatchVerdict.Failed(
                "40.0 % of the requests failed, at most 1.0 % may (100 requests, 40 failed, p95 9"
                    + " ms)"));
  }

  private static WatchVerdict judge(boolean timeOver, Share... shares) {
    return WatchJudge.judge(POLICY, List.of(shares), "green", V2, timeOver);
  }

  private static Share share(
      String cluster, String version, long requests, long failed, int p95Millis) {
    Duration p95 = Duration.ofMillis(p95Millis);
    return new Share(cluster, version, requests, failed, p95.dividedBy(2), p95, p95);
  }
}
