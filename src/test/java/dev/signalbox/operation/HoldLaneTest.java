package dev.signalbox.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.Hold;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.port.WakeUps.WakeUp;
import dev.signalbox.simulation.Ground;
import dev.signalbox.simulation.Trial;
import dev.signalbox.topology.Application;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a hold covers, and for how long. */
class HoldLaneTest {
  private static final Hold.Scope SHOP = new Hold.Scope.OfApplication(new Application("shop"));
  private static final Hold.Scope EVERYTHING = new Hold.Scope.Everything();

  private final Trial trial =
      Trial.inMemory(Desk.ground(Ground.of(Strategy.BLUE_GREEN).approvers("ann", "bob")));
  private final Desk desk = new Desk(trial);

  @AfterEach
  void end() {
    trial.close();
  }

  private void accepted(String person, String line) {
    Answer answer = desk.say(person, line);
    assertThat(answer.accepted()).as(answer.text()).isTrue();
  }

  private void refused(String person, String line, String... reasons) {
    Answer answer = desk.say(person, line);
    assertThat(answer.accepted()).as(answer.text()).isFalse();
    assertThat(answer.text()).contains(reasons);
  }

  private void wakeUp(Hold.Scope scope) {
    trial.bot().wakeUpCalls().accept(new WakeUp.HoldExpires(scope));
  }

  private List<Hold> holds() {
    return trial.stores().lanes().holds();
  }

  @Test
  void aHoldOfAnApplicationCoversItsStagesUntilItsTimeHasPassed() {
    accepted("ann", "/hold app:shop the fair is on for 2h");
    refused("dora", "/deploy v2 bluegreen", "shop/production is held by ann", "the fair is on");
    refused("dora", "/deploy v2 bluegreen stage:staging", "shop/staging is held by ann");
    assertThat(trial.bot().requests().hold(Desk.API)).isEmpty();

    trial.clock().advance(Duration.ofHours(2).minusSeconds(1));
    wakeUp(SHOP);
    refused("dora", "/deploy v2 bluegreen", "the fair is on");

    trial.clock().advance(Duration.ofSeconds(1));
    accepted("dora", "/plan v2 bluegreen");
    wakeUp(SHOP);
    wakeUp(SHOP);
    assertThat(holds()).isEmpty();
    assertThat(trial.stores().journal().last(50))
        .filteredOn(entry -> entry.event() instanceof JournalEvent.Released)
        .hasSize(1);
    accepted("dora", "/deploy v2 bluegreen");
  }

  @Test
  void aHoldThatIsRenewedOutlivesTheTimeOfTheFirst() {
    accepted("ann", "/hold everything the fair is on for 1h");
    accepted("bob", "/hold everything the fair goes on for 3h");
    trial.clock().advance(Duration.ofHours(1));
    wakeUp(EVERYTHING);
    refused("dora", "/deploy v2 bluegreen", "held by bob", "the fair goes on");
  }

  @Test
  void aReleaseOfALaneLeavesAHoldOfEverythingAndNamesIt() {
    accepted("ann", "/hold everything the fair is on");
    refused("bob", "/release", "shop/production is not held", "Held: everything");
    refused("dora", "/deploy v2 bluegreen", "the fair is on");
    accepted("bob", "/release everything");
    assertThat(holds()).isEmpty();
  }

  @Test
  void aHoldThatIsPlacedWhileAGateWaitsIsReadByWhoApproves() {
    Answer answer = desk.say("dora", "/deploy v2 bluegreen");
    trial.lookAt(answer.deployment().orElseThrow());
    trial.awaitPhase(Phase.GATE);
    accepted("bob", "/hold the fair is on");
    refused("ann", "/approve", "shop/production is held by bob", "the fair is on", "/release");
    assertThat(desk.react("ann", desk.prompt(), "✅").accepted()).isFalse();
    assertThat(trial.now().phase()).isEqualTo(Phase.GATE);

    accepted("bob", "/release");
    accepted("ann", "/approve");
    trial.awaitPhase(Phase.SUCCEEDED);
  }
}
