package dev.signalbox.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every {@link Installer} does. At the beginning the node runs {@link #first()}. */
public abstract class InstallerContract {

  /** The installer. */
  protected abstract Installer installer();

  /** The node to install on, which takes no traffic. */
  protected abstract Node node();

  /** What runs on it at the beginning. */
  protected abstract Version first();

  /** Another version that starts. */
  protected abstract Version second();

  /** A version that does not start. */
  protected abstract Version broken();

  /** What the node itself answers to be; throws when it does not answer. */
  protected abstract Version answering() throws Exception;

  /** What names the present start of the node, or any constant where that cannot be known. */
  protected abstract String startedAs() throws Exception;

  /** Makes the next installation on the node hang. */
  protected abstract void hangNextInstallation();

  /** The line to what installs. */
  protected abstract Line line();

  private StepOutcome install(Version version) {
    return installer().install(node(), version, PatientAttempt.longEnough());
  }

  @Test
  void itSaysWhatIsInstalled() throws Exception {
    assertThat(installer().installed(node())).contains(first()).contains(answering());
  }

  @Test
  void whatWasInstalledRuns() throws Exception {
    assertThat(install(second())).isInstanceOf(StepOutcome.Done.class);

    assertThat(answering()).isEqualTo(second());
    assertThat(installer().installed(node())).contains(second());
  }

  @Test
  void whatRunsAlreadyIsNotInstalledAgain() throws Exception {
    install(second());
    String before = startedAs();

    assertThat(install(second())).isInstanceOf(StepOutcome.Done.class);
    assertThat(startedAs()).isEqualTo(before);
    assertThat(answering()).isEqualTo(second());
  }

  @Test
  void aVersionThatDoesNotStartFailsWithAReasonAndAnotherOneCanFollow() throws Exception {
    StepOutcome outcome = install(broken());

    assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
    assertThat(outcome.line()).contains(node().name());
    assertThat(install(first())).isInstanceOf(StepOutcome.Done.class);
    assertThat(answering()).isEqualTo(first());
  }

  @Test
  void aVersionThatDoesNotStartFailsAsOftenAsItIsTried() {
    install(broken());

    assertThat(install(broken())).isInstanceOf(StepOutcome.Failed.class);
  }

  @Test
  void anInstallationThatHangsFailsInTimeAndAnotherOneCanFollow() throws Exception {
    hangNextInstallation();

    assertThat(installer().install(node(), second(), PatientAttempt.brief()))
        .isInstanceOf(StepOutcome.Failed.class);
    assertThat(install(first())).isInstanceOf(StepOutcome.Done.class);
    assertThat(answering()).isEqualTo(first());
  }

  @Test
  void anInstallationStopsWhenPeopleAskForItAndCanBeDoneAgain() throws Exception {
    hangNextInstallation();
    PatientAttempt attempt = PatientAttempt.longEnough();
    attempt.stop();

    assertThat(installer().install(node(), second(), attempt))
        .isInstanceOf(StepOutcome.Stopped.class);
    assertThat(install(second())).isInstanceOf(StepOutcome.Done.class);
    assertThat(answering()).isEqualTo(second());
  }

  @Test
  void anInstallationThatIsUnderWayStopsWhenPeopleAskForIt() throws Exception {
    hangNextInstallation();

    assertThat(
            installer()
                .install(node(), second(), PatientAttempt.stoppedAfter(Duration.ofMillis(400))))
        .isInstanceOf(StepOutcome.Stopped.class);
    assertThat(install(second())).isInstanceOf(StepOutcome.Done.class);
    assertThat(answering()).isEqualTo(second());
  }

  @Test
  void anInstallationIsUndoneByInstallingWhatWasThere() throws Exception {
    install(second());

    assertThat(install(first())).isInstanceOf(StepOutcome.Done.class);
    assertThat(installer().installed(node())).contains(first()).contains(answering());
  }

  @Test
  void whatWasTakenOffIsGoneAndCanBeTakenOffTwice() {
    assertThat(installer().uninstall(node(), PatientAttempt.longEnough()))
        .isInstanceOf(StepOutcome.Done.class);
    assertThat(installer().uninstall(node(), PatientAttempt.longEnough()))
        .isInstanceOf(StepOutcome.Done.class);

    assertThat(installer().installed(node())).isEmpty();
    assertThatThrownBy(this::answering).isInstanceOf(Exception.class);
    assertThat(install(first())).isInstanceOf(StepOutcome.Done.class);
  }

  @Test
  void aNodeThatCannotBeAskedIsUnreachable() {
    line().cutOff();

    assertThatThrownBy(() -> installer().installed(node()))
        .isInstanceOf(PortFailure.Unreachable.class);
    assertThatThrownBy(() -> install(second())).isInstanceOf(PortFailure.Unreachable.class);
  }

  @Test
  void anInstallationWhoseAnswerIsLostMayHaveHappenedAndCanBeAskedForAgain() throws Exception {
    line().loseNextAnswer();

    assertThatThrownBy(() -> install(second())).isInstanceOf(PortFailure.OutcomeUnknown.class);
    assertThat(install(second())).isInstanceOf(StepOutcome.Done.class);
    assertThat(answering()).isEqualTo(second());
  }
}
