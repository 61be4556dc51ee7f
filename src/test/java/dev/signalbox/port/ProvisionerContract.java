package dev.signalbox.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Provisioner.Resolved;
import dev.signalbox.port.Provisioner.ServerGroup;
import dev.signalbox.port.Provisioner.Wanted;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link Provisioner} does. At the beginning there is one group, which is live. */
public abstract class ProvisionerContract {
  private static final DeploymentId MADE_FOR = new DeploymentId(17);
  private static final int SIZE = 2;

  /** The provisioner of one lane. */
  protected abstract Provisioner provisioner();

  /** The group that is live at the beginning. */
  protected abstract String liveGroup();

  /** The name of a group that is not there yet. */
  protected abstract String newGroup();

  /** A version that starts. */
  protected abstract Version version();

  /** Another version that starts. */
  protected abstract Version otherVersion();

  /** A version that does not start. */
  protected abstract Version broken();

  /** The version that answers at an address; throws when nobody does. */
  protected abstract Version answering(URI address) throws Exception;

  /** The line to what provisions. */
  protected abstract Line line();

  private Optional<String> resolved(Version version) {
    return switch (provisioner().resolve(version)) {
      case Resolved.Exactly(String artifact) -> Optional.of(artifact);
      case Resolved.NameOnly _ -> Optional.empty();
      case Resolved.Missing(String reason) -> throw new AssertionError(reason);
    };
  }

  private StepOutcome provision(Version version) {
    return provision(version, SIZE);
  }

  private StepOutcome provision(Version version, int size) {
    Wanted wanted = new Wanted(newGroup(), version, resolved(version), size, Optional.of(MADE_FOR));
    return provisioner().provision(wanted, PatientAttempt.longEnough());
  }

  private StepOutcome retire(String group) {
    return provisioner().retire(group, PatientAttempt.longEnough());
  }

  private ServerGroup group() {
    return provisioner().groups().stream()
        .filter(group -> group.cluster().name().equals(newGroup()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theLiveGroupIsListedAndNobodyMadeIt() {
    assertThat(provisioner().groups())
        .singleElement()
        .satisfies(group -> assertThat(group.cluster().name()).isEqualTo(liveGroup()))
        .satisfies(group -> assertThat(group.madeFor()).isEmpty());
  }

  @Test
  void aNewGroupIsListedWithItsLabelAndAnswersAtEveryNode() throws Exception {
    assertThat(provision(version())).isInstanceOf(StepOutcome.Done.class);

    assertThat(group().version()).isEqualTo(version());
    assertThat(group().madeFor()).contains(MADE_FOR);
    assertThat(group().cluster().nodes()).hasSize(SIZE);
    for (Node node : group().cluster().nodes()) {
      assertThat(answering(node.address())).isEqualTo(version());
    }
    assertThat(answering(group().cluster().entrance())).isEqualTo(version());
  }

  @Test
  void aVersionStandsForTheSameUntilItIsChangedAndForSomethingElseThanAnother() {
    assertThat(provisioner().resolve(version())).isEqualTo(provisioner().resolve(version()));
    resolved(version())
        .ifPresent(
            artifact -> assertThat(resolved(otherVersion())).isNotEqualTo(Optional.of(artifact)));
  }

  @Test
  void aGroupThatIsThereAlreadyIsAdopted() {
    provision(version());
    ServerGroup before = group();

    assertThat(provision(version())).isInstanceOf(StepOutcome.Done.class);
    assertThat(group()).isEqualTo(before);
  }

  @Test
  void aGroupOfThatNameWithAnotherVersionOrSizeIsNotAdopted() {
    provision(version());

    assertThat(provision(otherVersion())).isInstanceOf(StepOutcome.Failed.class);
    assertThat(provision(version(), 1)).isInstanceOf(StepOutcome.Failed.class);
    assertThat(group().version()).isEqualTo(version());
  }

  @Test
  void aGroupThatDoesNotStartFailsWithAReasonAndWhatIsLeftCanBeRetired() {
    StepOutcome outcome = provision(broken());

    assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
    assertThat(outcome.line()).isNotBlank();
    assertThat(retire(newGroup())).isInstanceOf(StepOutcome.Done.class);
    assertThat(provisioner().groups()).hasSize(1);
    assertThat(provision(version())).isInstanceOf(StepOutcome.Done.class);
  }

  @Test
  void aRetiredGroupIsGoneAndCanBeRetiredTwice() throws Exception {
    provision(version());
    Node node = group().cluster().nodes().getFirst();

    assertThat(retire(newGroup())).isInstanceOf(StepOutcome.Done.class);
    assertThat(retire(newGroup())).isInstanceOf(StepOutcome.Done.class);
    assertThat(provisioner().groups())
        .extracting(group -> group.cluster().name())
        .containsExactly(liveGroup());
    assertThatThrownBy(() -> answering(node.address())).isInstanceOf(Exception.class);
  }

  @Test
  void aProvisionerThatCannotBeAskedIsUnreachable() {
    line().cutOff();

    assertThatThrownBy(() -> provisioner().groups()).isInstanceOf(PortFailure.Unreachable.class);
    Wanted wanted =
        new Wanted(newGroup(), version(), Optional.empty(), SIZE, Optional.of(MADE_FOR));
    assertThatThrownBy(() -> provisioner().provision(wanted, PatientAttempt.longEnough()))
        .isInstanceOf(PortFailure.Unreachable.class);
  }

  @Test
  void aGroupWhoseAnswerIsLostMayBeThereAndCanBeAskedForAgain() {
    line().loseNextAnswer();

    assertThatThrownBy(() -> provision(version())).isInstanceOf(PortFailure.OutcomeUnknown.class);
    assertThat(provision(version())).isInstanceOf(StepOutcome.Done.class);
    assertThat(group().madeFor()).contains(MADE_FOR);
  }
}
