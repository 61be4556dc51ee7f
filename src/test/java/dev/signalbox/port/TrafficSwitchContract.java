package dev.signalbox.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.TrafficSwitch.Swapped;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link TrafficSwitch} does. At the beginning {@link #live()} is live. */
public abstract class TrafficSwitchContract {

  /** The switch of one lane. */
  protected abstract TrafficSwitch trafficSwitch();

  /** The cluster that is live at the beginning. */
  protected abstract String live();

  /** Another cluster that could be. */
  protected abstract String idle();

  /** The cluster that really answers a user now, found out without the switch. */
  protected abstract String answering() throws Exception;

  /**
   * Begins a request to the live cluster that ends when the session is closed. Where the router
   * counts no sessions, this does nothing, and the stated wait is longer than {@link
   * PatientAttempt#brief} instead.
   */
  protected abstract AutoCloseable session() throws Exception;

  /** Somebody else sends production to a cluster, without the switch. */
  protected abstract void swapByHand(String cluster) throws Exception;

  /** The line to the router. */
  protected abstract Line line();

  @Test
  void itReadsWhatIsLive() throws Exception {
    assertThat(trafficSwitch().read().cluster()).isEqualTo(live()).isEqualTo(answering());
  }

  @Test
  void aSwapIsSeenByUsersAndReadBack() throws Exception {
    assertThat(trafficSwitch().swap(live(), idle())).isInstanceOf(Swapped.Accepted.class);

    assertThat(trafficSwitch().read().cluster()).isEqualTo(idle());
    assertThat(answering()).isEqualTo(idle());
  }

  @Test
  void aSwapBackIsASwapLikeAnyOther() throws Exception {
    trafficSwitch().swap(live(), idle());

    assertThat(trafficSwitch().swap(idle(), live())).isInstanceOf(Swapped.Accepted.class);
    assertThat(answering()).isEqualTo(live());
  }

  @Test
  void aSwapFromWhatIsNotLiveChangesNothingAndSaysWhatIs() throws Exception {
    Swapped swapped = trafficSwitch().swap(idle(), live());

    assertThat(swapped)
        .isInstanceOfSatisfying(
            Swapped.Mismatch.class, it -> assertThat(it.live().cluster()).isEqualTo(live()));
    assertThat(answering()).isEqualTo(live());
  }

  @Test
  void aSwapAskedForTwiceSaysThatTheTargetIsLiveAlready() {
    trafficSwitch().swap(live(), idle());

    assertThat(trafficSwitch().swap(live(), idle()))
        .isInstanceOfSatisfying(
            Swapped.Mismatch.class, it -> assertThat(it.live().cluster()).isEqualTo(idle()));
  }

  @Test
  void whatSomebodyElseChangedIsReadAndNeverOverwritten() throws Exception {
    swapByHand(idle());

    assertThat(trafficSwitch().read().cluster()).isEqualTo(idle());
    assertThat(trafficSwitch().swap(live(), idle()))
        .isInstanceOfSatisfying(
            Swapped.Mismatch.class, it -> assertThat(it.live().cluster()).isEqualTo(idle()));
    assertThat(answering()).isEqualTo(idle());
  }

  @Test
  void ofManySwapsAtOnceExactlyOneIsAccepted() throws Exception {
    Callable<Swapped> swap = () -> trafficSwitch().swap(live(), idle());
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Swapped>> answers = people.invokeAll(Collections.nCopies(20, swap));

      assertThat(answers.stream().map(Future::resultNow))
          .filteredOn(Swapped.Accepted.class::isInstance)
          .hasSize(1);
    }
    assertThat(answering()).isEqualTo(idle());
  }

  @Test
  void aSwapToWhatIsNoClusterIsRefused() throws Exception {
    assertThat(trafficSwitch().swap(live(), "nowhere"))
        .isInstanceOfSatisfying(
            Swapped.Refused.class, it -> assertThat(it.reason()).contains("nowhere"));
    assertThat(answering()).isEqualTo(live());
  }

  @Test
  void preparingTwiceIsDoneTwiceAndChangesNothingForUsers() throws Exception {
    assertThat(trafficSwitch().prepare(PatientAttempt.longEnough()))
        .isInstanceOf(StepOutcome.Done.class);
    assertThat(trafficSwitch().prepare(PatientAttempt.longEnough()))
        .isInstanceOf(StepOutcome.Done.class);
    assertThat(answering()).isEqualTo(live());
  }

  @Test
  void takingAPreparationBackIsDoneEvenWithoutOne() {
    assertThat(trafficSwitch().unprepare(PatientAttempt.longEnough()))
        .isInstanceOf(StepOutcome.Done.class);
  }

  @Test
  void whatNobodyUsesHasSettled() {
    trafficSwitch().swap(live(), idle());

    assertThat(trafficSwitch().settle(live(), PatientAttempt.longEnough()))
        .isInstanceOf(StepOutcome.Done.class);
  }

  @Test
  void itSettlesWhenTheLastSessionEndsOrTheStatedWaitHasPassed() throws Exception {
    try (ExecutorService engine = Executors.newVirtualThreadPerTaskExecutor()) {
      AutoCloseable session = session();
      trafficSwitch().swap(live(), idle());
      Future<StepOutcome> settling =
          engine.submit(() -> trafficSwitch().settle(live(), PatientAttempt.longEnough()));

      assertThat(trafficSwitch().settle(live(), PatientAttempt.brief()))
          .isInstanceOf(StepOutcome.Failed.class);
      assertThat(settling).isNotDone();
      session.close();
      assertThat(settling.get()).isInstanceOf(StepOutcome.Done.class);
    }
  }

  @Test
  void settlingStopsWhenPeopleAskForIt() throws Exception {
    try (AutoCloseable _ = session()) {
      trafficSwitch().swap(live(), idle());
      PatientAttempt attempt = PatientAttempt.longEnough();
      attempt.stop();

      assertThat(trafficSwitch().settle(live(), attempt)).isInstanceOf(StepOutcome.Stopped.class);
    }
  }

  @Test
  void aRouterThatCannotBeAskedIsUnreachable() {
    line().cutOff();

    assertThatThrownBy(() -> trafficSwitch().read()).isInstanceOf(PortFailure.Unreachable.class);
    assertThatThrownBy(() -> trafficSwitch().swap(live(), idle()))
        .isInstanceOf(PortFailure.Unreachable.class);
  }

  @Test
  void aSwapWhoseAnswerIsLostMayHaveHappenedAndReadingTells() throws Exception {
    line().loseNextAnswer();

    assertThatThrownBy(() -> trafficSwitch().swap(live(), idle()))
        .isInstanceOf(PortFailure.OutcomeUnknown.class);
    assertThat(trafficSwitch().read().cluster()).isEqualTo(answering());
  }
}
