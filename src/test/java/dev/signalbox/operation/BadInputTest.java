package dev.signalbox.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.port.WakeUps.WakeUp;
import dev.signalbox.simulation.Ground;
import dev.signalbox.simulation.Trial;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What people do wrong, or too late, and what they read: each is refused, told why and journaled.
 */
class BadInputTest {
  private final Trial trial =
      Trial.inMemory(Desk.ground(Ground.of(Strategy.BLUE_GREEN).approvers("ann", "bob")));
  private final Desk desk = new Desk(trial);

  @AfterEach
  void end() {
    trial.close();
  }

  private void refused(Answer answer, String reason) {
    assertThat(answer.accepted()).as(answer.text()).isFalse();
    assertThat(answer.text()).contains(reason).doesNotContain("Exception");
    assertThat(desk.refused().reason()).isEqualTo(answer.text());
  }

  private void deploys(String line) {
    Answer answer = desk.say("dora", line);
    assertThat(answer.accepted()).as(answer.text()).isTrue();
    trial.lookAt(answer.deployment().orElseThrow());
  }

  private void atTheGate() {
    deploys("/deploy v2 bluegreen");
    trial.awaitPhase(Phase.GATE);
  }

  @Test
  void anUnknownCommandIsAskedBack() {
    refused(desk.say("dora", "/deploi v2"), "Did you mean /deploy?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/deploy v2;rm",
        "/deploy ../../etc",
        "/deploy v\u202e2",
        "/deploy 👩‍🚒",
        "/deploy لا",
        "/deploy -x"
      })
  void aVersionWithOddCharactersIsRefusedAndNothingBegins(String line) {
    refused(desk.say("dora", line), "version");
    assertThat(trial.stores().deployments().running()).isEmpty();
  }

  @Test
  void aHundredKilobytesAreRefusedAndJournaledAsAnExcerpt() {
    refused(desk.say("dora", "/reject " + "x".repeat(100_000)), "write at most 4,000");
    assertThat(desk.refused().line().length()).isLessThan(600);
  }

  @Test
  void aWrongPersonAndAnUnknownAccountAreToldWhy() {
    refused(desk.say("vic", "/deploy v2 bluegreen"), "vic may not");
    refused(desk.say("mallory", "/deploy v2 bluegreen"), "linked to nobody");
    atTheGate();
    refused(desk.say("vic", "/approve"), "vic may not");
    refused(desk.react("mallory", desk.prompt(), "✅"), "linked to nobody");
    refused(desk.say("dora", "/approve"), "dora");
    assertThat(trial.now().phase()).isEqualTo(Phase.GATE);
  }

  @Test
  void aWrongChannelIsRefused() {
    refused(desk.sayIn("elsewhere", "dora", "/deploy v2"), "elsewhere is not configured");
    atTheGate();
    refused(desk.sayIn("api-team", "ann", "/approve"), "nothing here waits for approval");
    refused(desk.sayIn("api-team", "dora", "/deploy v2 app:shop"), "shop");
    assertThat(trial.now().phase()).isEqualTo(Phase.GATE);
  }

  @Test
  void whatStaysAmbiguousIsRefusedWithTheChoices() {
    refused(desk.sayIn("everyone", "dora", "/deploy v2 bluegreen"), "app:");
  }

  @Test
  void anotherReactionThanTheOneThatApprovesDecidesNothing() {
    atTheGate();
    refused(desk.react("ann", desk.prompt(), "🎉"), "decides nothing here");
    assertThat(desk.react("ann", "card:1", "🎉").accepted()).isTrue();
  }

  @Test
  void aSecondApprovalReadsWhatBecameOfTheFirst() {
    atTheGate();
    String prompt = desk.prompt();
    assertThat(desk.say("ann", "/approve").accepted()).isTrue();
    trial.awaitPhase(Phase.SUCCEEDED);
    refused(desk.say("bob", "/approve"), "nothing runs. The last one was #");
    refused(desk.react("bob", prompt, "✅"), "ann");
    assertThat(trial.journaled(JournalEvent.ApprovalConsumed.class)).hasSize(1);
  }

  @Test
  void anApprovalAfterTheTimeIsRefused() {
    atTheGate();
    String prompt = desk.prompt();
    trial.clock().advance(Duration.ofHours(2));
    refused(desk.say("ann", "/approve"), "expired");
    trial.bot().wakeUpCalls().accept(new WakeUp.GateExpires(trial.prompt().gate()));
    trial.awaitPhase(Phase.UNDONE);
    refused(desk.react("ann", prompt, "✅"), "expired");
    assertThat(trial.journaled(JournalEvent.ApprovalConsumed.class)).isEmpty();
  }

  @Test
  void aLaneThatIsBusySaysWithWhat() {
    atTheGate();
    refused(desk.say("dora", "/deploy v3 bluegreen"), trial.id().toString());
    assertThat(trial.stores().deployments().running()).hasSize(1);
  }

  @Test
  void aLaneThatIsHeldSaysByWhomAndWhy() {
    assertThat(desk.say("ann", "/hold the fair is on for 2h").accepted()).isTrue();
    refused(desk.say("dora", "/deploy v2 bluegreen"), "the fair is on");
    assertThat(desk.refused().reason()).contains("ann");
    refused(desk.say("vic", "/release"), "vic may not");
    assertThat(desk.say("bob", "/release").accepted()).isTrue();
    refused(desk.say("bob", "/release"), "is not held");
    deploys("/deploy v2 bluegreen");
    trial.awaitPhase(Phase.GATE);
  }

  @Test
  void whatNothingCanBeDoneAboutIsSaid() {
    for (String line : new String[] {"/abort", "/retry", "/reject no", "/abandon gone"}) {
      refused(desk.say("ann", line), "nothing");
    }
    refused(desk.say("ann", "/approve 99"), "99");
    refused(desk.say("ann", "/rollback"), "no kept cluster");
  }

  @Test
  void whatIsRefusedAboutADeploymentStandsInItsJournal() {
    atTheGate();
    refused(desk.say("vic", "/reject no"), "vic may not");
    assertThat(trial.stores().journal().of(trial.id()))
        .extracting(entry -> entry.event().getClass().getSimpleName())
        .contains("CommandRefused");
  }
}
