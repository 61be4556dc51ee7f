package dev.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.port.DeploymentStore;
import dev.signalbox.simulation.Bot;
import dev.signalbox.simulation.Ground;
import dev.signalbox.simulation.Trial;
import dev.signalbox.topology.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many people at once: one outcome, and everybody else is told which. */
class GateRaceTest {
  private static final int MANY = 200;

  @TempDir Path directory;

  private static <T> List<T> atOnce(IntFunction<T> task)
      throws InterruptedException, ExecutionException {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        int number = i;
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return task.apply(number);
                }));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        results.add(each.get());
      }
      return results;
    }
  }

  @Test
  void approvalsRejectionsAndAbortsOfOneGateHaveOneOutcome()
      throws InterruptedException, ExecutionException {
    try (Trial trial = Trial.on(Ground.of(Strategy.BLUE_GREEN).approvals(2), directory)) {
      trial.deploy("v2");
      trial.awaitPhase(Phase.GATE);
      int visit = trial.now().visit();
      List<String> approvers = List.of("ann", "bob", "cid");

      List<Object> results =
          atOnce(
              i ->
                  switch (i % 4) {
                    case 0 -> trial.reject(approvers.get(i % 3));
                    case 1 -> trial.abort(approvers.get(i % 3));
                    default -> trial.approve(approvers.get(i % 3));
                  });
      trial.await("the end", d -> d.phase().isFinal());

      long left =
          trial.journaled(JournalEvent.PhaseEntered.class).stream()
              .filter(e -> e.from() == Phase.GATE)
              .count();
      assertThat(left).as(trial.told()).isEqualTo(1);
      long decided =
          results.stream().filter(r -> r instanceof Voted.Consumed).count()
              + results.stream().filter(r -> leftTheGate(r, visit)).count();
      assertThat(decided).as(trial.told()).isEqualTo(1);
      assertLosersReadWhatWon(results);
      trial.assertInPlace();
    }
  }

  private static boolean leftTheGate(Object result, int visit) {
    return result instanceof Feed.Moved(var d)
        && d.visit() == visit + 1
        && d.phase() == Phase.UNDOING;
  }

  private static void assertLosersReadWhatWon(List<Object> results) {
    assertThat(results)
        .allSatisfy(
            r -> {
              String reason =
                  switch (r) {
                    case Voted.Refused(String why) -> why;
                    case Feed.Refused(String why) -> why;
                    default -> "";
                  };
              if (!reason.isEmpty()) {
                assertThat(reason)
                    .containsAnyOf(
                        "the approval of", "its gate was", "already (", "asked for that already");
              }
            });
  }

  @Test
  void approvalsOnTwoInstancesConsumeOnce() throws InterruptedException, ExecutionException {
    try (Trial trial = Trial.on(Ground.of(Strategy.BLUE_GREEN), directory)) {
      trial.deploy("v2");
      trial.awaitPhase(Phase.GATE);
      Bot first = trial.bot();
      Bot second = trial.another();
      List<Voted> results =
          atOnce(
              i ->
                  (i % 2 == 0 ? first : second)
                      .decisions()
                      .approve(
                          trial.id(),
                          Trial.slack(i % 3 == 0 ? "ann" : "bob"),
                          dev.signalbox.deployment.Vote.Means.TYPED,
                          Optional.empty(),
                          ""));
      assertThat(results).filteredOn(r -> r instanceof Voted.Consumed).hasSize(1);
      trial.awaitPhase(Phase.SUCCEEDED);
      assertThat(trial.site().effects()).containsOnlyOnce("swap blue to green");
      second.engine().stop();
    }
  }

  @Test
  void ofManyWhoDeployIntoOneLaneOneBegins() throws InterruptedException, ExecutionException {
    try (Trial trial = Trial.on(Ground.of(Strategy.BLUE_GREEN), directory)) {
      var plan =
          Trial.plan(trial.bot().requests().plan(Ground.LANE, new Version("v2"), Optional.empty()));
      List<Requests.Begin> results =
          atOnce(_ -> trial.bot().requests().begin(plan, Trial.slack("dora"), "releases"));
      assertThat(results).filteredOn(r -> r instanceof Requests.Begin.Running).hasSize(1);
      assertThat(results)
          .filteredOn(r -> r instanceof Requests.Begin.Refused)
          .allSatisfy(
              r ->
                  assertThat(((Requests.Begin.Refused) r).reason())
                      .startsWith("shop/production is occupied by #1"));
      DeploymentStore deployments = trial.stores().deployments();
      assertThat(deployments.newest(Optional.empty(), 10)).hasSize(1);
      trial.awaitPhase(Phase.GATE);
      trial.abort("bob");
      trial.awaitPhase(Phase.UNDONE);
    }
  }
}
