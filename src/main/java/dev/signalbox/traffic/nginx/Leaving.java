package dev.signalbox.traffic.nginx;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import java.time.Duration;

/**
 * Waits for the workers of earlier configurations, each of which ends with its last request. Which
 * configuration a leaving worker had, nobody can see; so all of them are waited for.
 */
final class Leaving {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private Leaving() {}

  /** Waits until none is left, and says this then. */
  static StepOutcome await(Lineup lineup, Attempt attempt, String done) {
    for (Router router : lineup.routers()) {
      StepOutcome outcome = await(router, attempt, done);
      if (!(outcome instanceof StepOutcome.Done)) {
        return outcome;
      }
    }
    return StepOutcome.done(done);
  }

  private static StepOutcome await(Router router, Attempt attempt, String done) {
    int told = 0;
    while (true) {
      int leaving = router.workers().leaving();
      if (leaving == 0) {
        return StepOutcome.done(done);
      }
      if (leaving != told) {
        attempt.progress(left(leaving));
        told = leaving;
      }
      if (!attempt.pause(PAUSE)) {
        return attempt.stopRequested()
            ? new StepOutcome.Stopped(left(leaving))
            : StepOutcome.failed(left(leaving));
      }
    }
  }

  private static String left(int workers) {
    return workers == 1
        ? "An old nginx worker still answers requests."
        : workers + " old nginx workers still answer requests.";
  }
}
