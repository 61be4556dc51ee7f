package dev.signalbox.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Line;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.Provisioner;
import dev.signalbox.port.ProvisionerContract;
import dev.signalbox.topology.Version;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabProvisionerTest extends ProvisionerContract {
  private LabWorld lab;

  @BeforeEach
  void start(@TempDir Path directory) {
    lab = LabWorld.start(directory);
  }

  @AfterEach
  void end() {
    lab.close();
  }

  @Override
  protected Provisioner provisioner() {
    return new LabProvisioner(lab.client(), LabWorld.API);
  }

  @Override
  protected String liveGroup() {
    return "api-v1";
  }

  @Override
  protected String newGroup() {
    return "api-v2";
  }

  @Override
  protected Version version() {
    return new Version("v2");
  }

  @Override
  protected Version otherVersion() {
    return new Version("v3");
  }

  @Override
  protected Version broken() {
    return new Version("v2-nostart");
  }

  @Override
  protected Version answering(URI address) throws IOException, InterruptedException {
    return new Version(lab.get(address, "/version").body());
  }

  @Override
  protected Line line() {
    return lab;
  }

  @Test
  void theLiveGroupIsNotRetired() {
    StepOutcome outcome = provisioner().retire("api-v1", PatientAttempt.longEnough());

    assertThat(outcome)
        .isEqualTo(StepOutcome.failed("api-v1 is live: production traffic goes to it."));
  }

  @Test
  void trafficCanBeSwitchedToANewGroup() throws IOException, InterruptedException {
    Provisioner provisioner = provisioner();
    provisioner.provision(
        new Provisioner.Wanted(
            "api-v2", version(), Optional.empty(), 3, Optional.of(new DeploymentId(1))),
        PatientAttempt.longEnough());
    new LabTrafficSwitch(lab.client(), LabWorld.API).swap("api-v1", "api-v2");

    assertThat(answering(lab.entrance(LabWorld.API))).isEqualTo(version());
    assertThat(provisioner.retire("api-v1", PatientAttempt.longEnough()))
        .isInstanceOf(StepOutcome.Done.class);
  }
}
