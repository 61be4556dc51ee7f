package dev.signalbox.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Version;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Version V2 = new Version("v2");

  private static Plan making(Optional<String> artifact) {
    Action make = new Action.Provision("api-v2", V2, artifact, 2);
    return new Plan(
        Lane.of("api", "production"),
        Strategy.RED_BLACK,
        V2,
        Optional.empty(),
        "api-v1",
        "api-v2",
        List.of(new Step(Phase.PROVISIONING, 1, 1, make)),
        List.of());
  }

  @Test
  void theDigestBindsWhatTheVersionStoodFor() {
    String approved = making(Optional.of("registry/api@sha256:aa")).digest();

    assertThat(making(Optional.of("registry/api@sha256:aa")).digest()).isEqualTo(approved);
    assertThat(making(Optional.of("registry/api@sha256:bb")).digest()).isNotEqualTo(approved);
    assertThat(making(Optional.empty()).digest()).isNotEqualTo(approved);
  }

  @Test
  void theArtifactIsShownInThePlan() {
    assertThat(making(Optional.of("registry/api@sha256:aa")).steps().getFirst().action().label())
        .isEqualTo("make server group api-v2 of 2 on v2 (registry/api@sha256:aa)");
  }
}
