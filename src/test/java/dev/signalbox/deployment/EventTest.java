package dev.signalbox.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventTest {
  private static final Actor APPROVER = new Actor("approver", "terminal:approver");

  @Test
  void theReasonNamesWhoGaveIt() {
    assertThat(new Event.Rejected(APPROVER, "looks wrong").reason())
        .isEqualTo("rejected by approver: looks wrong");
    assertThat(new Event.Abort(APPROVER, "").reason()).isEqualTo("aborted by approver");
    assertThat(new Event.RollBack(APPROVER, "too slow").reason())
        .isEqualTo("rolled back by approver: too slow");
    assertThat(new Event.Abandon(APPROVER, "repaired").reason())
        .isEqualTo("abandoned by approver: repaired");
  }

  @Test
  void whatThePersonSaidStandsAlone() {
    assertThat(new Event.Rejected(APPROVER, "looks wrong").said()).isEqualTo("looks wrong");
    assertThat(new Event.StepFailed("install: no answer").said()).isEmpty();
  }
}
