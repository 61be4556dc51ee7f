package dev.signalbox.engine;

import static dev.signalbox.deployment.Phase.GATE;
import static dev.signalbox.deployment.Phase.NEEDS_ATTENTION;
import static dev.signalbox.deployment.Phase.SUCCEEDED;
import static dev.signalbox.deployment.Phase.SWAPPING;
import static dev.signalbox.deployment.Phase.WATCHING;
import static dev.signalbox.deployment.Strategy.BLUE_GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.Decision;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.Guard;
import dev.signalbox.deployment.Phase;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StateMachineInterpreterTest {

  private final StateMachineInterpreter interpreter = new StateMachineInterpreter();

  @Test
  void anUnguardedRowIsTaken() {
    assertThat(decide(Phase.PREPARING, new Event.Completed(), Set.of()))
        .isEqualTo(new Decision.Moves(Phase.ROLLING));
  }

  @Test
  void aGuardThatHoldsOpensItsRow() {
    assertThat(decide(GATE, new Event.Approved(), Set.of(Guard.APPROVAL_SATISFIED)))
        .isEqualTo(new Decision.Moves(SWAPPING));
  }

  @Test
  void aGuardThatDoesNotHoldRefuses() {
    assertThat(decide(GATE, new Event.Approved(), Set.of()))
        .isEqualTo(
            new Decision.Refused("there are not enough valid approvals of what it shows now."));
  }

  @Test
  void anEventThatTheTableDoesNotKnowIsRefused() {
    assertThat(decide(SUCCEEDED, new Event.Completed(), Set.of()))
        .isEqualTo(new Decision.Refused("it has ended: succeeded."));
  }

  @Test
  void aRowBackToItsOwnPhaseIsAMoveAndNoRefusal() {
    assertThat(decide(GATE, new Event.Restarted(), Set.of())).isEqualTo(new Decision.Moves(GATE));
    assertThat(decide(SWAPPING, new Event.Restarted(), Set.of(Guard.SWITCH_MOVED)))
        .isEqualTo(new Decision.Moves(SWAPPING));
  }

  @Test
  void aRowBackToItsOwnPhaseWhoseGuardDoesNotHoldIsARefusal() {
    assertThat(decide(SWAPPING, new Event.Restarted(), Set.of()))
        .isInstanceOf(Decision.Refused.class);
  }

  @Test
  void ofSeveralRowsTheOneWhoseGuardHoldsIsTaken() {
    Guard rested = Guard.restedIn(SWAPPING);
    assertThat(decide(NEEDS_ATTENTION, new Event.StepFailed("x"), Set.of(rested)))
        .isInstanceOf(Decision.Refused.class);
    assertThat(decide(WATCHING, new Event.Completed(), Set.of(Guard.CONVERGE)))
        .isEqualTo(new Decision.Moves(Phase.CONVERGING));
  }

  @Test
  void manyThreadsMayAskAtOnce() throws ExecutionException, InterruptedException {
    Callable<Decision> swap =
        () -> decide(GATE, new Event.Approved(), Set.of(Guard.APPROVAL_SATISFIED));
    Callable<Decision> refused = () -> decide(GATE, new Event.Approved(), Set.of());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          threads.invokeAll(
              IntStream.range(0, 400).mapToObj(i -> i % 2 == 0 ? swap : refused).toList());
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get())
            .isInstanceOf(i % 2 == 0 ? Decision.Moves.class : Decision.Refused.class);
      }
    }
  }

  @Test
  void nothingIsLeftBehindAndNothingIsLogged(CapturedOutput output) {
    decide(GATE, new Event.Approved(), Set.of());
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    for (int i = 0; i < 50; i++) {
      decide(GATE, new Event.Restarted(), Set.of());
    }
    assertThat(before).containsAll(Thread.getAllStackTraces().keySet());
    assertThat(output.getAll()).isEmpty();
  }

  private Decision decide(Phase phase, Event event, Set<Guard> facts) {
    return interpreter.decide(BLUE_GREEN, phase, event, facts);
  }
}
