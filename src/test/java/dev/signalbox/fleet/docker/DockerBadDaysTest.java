package dev.signalbox.fleet.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.Container;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.fleet.docker.DockerSettings.ImageSource;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Provisioner.Resolved;
import dev.signalbox.port.Provisioner.ServerGroup;
import dev.signalbox.port.Provisioner.Wanted;
import dev.signalbox.port.Secret;
import dev.signalbox.port.Secrets;
import dev.signalbox.server.Needs;
import dev.signalbox.server.ServerProcess;
import dev.signalbox.topology.Version;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with real containers on a real engine, and what is left then. */
@Timeout(120)
@Needs(program = "dockerd", debianPackage = "docker.io")
@Needs(program = "ip", debianPackage = "iproute2")
@Needs(program = "busybox", debianPackage = "busybox-static")
class DockerBadDaysTest {

  private static final String SERVES = "busybox httpd -f -p 8080 -h /www";
  private static final Duration LONG = Duration.ofSeconds(20);

  private static DockerHost host;
  private static TestRegistry registry;

  private final MemoryRouter router = new MemoryRouter();
  private DockerProvisioner provisioner;

  @BeforeAll
  static void startEngine() {
    host = DockerHost.start(1);
    registry = new TestRegistry(host.here());
    registry.push("v2", TestImage.of("v2"));
    push("dies", SERVES + " & busybox sleep 1; exit 4", "");
    push(
        "flaps",
        SERVES
            + " & while :; do busybox mv /www/healthz /www/h; busybox usleep 150000;"
            + " busybox mv /www/h /www/healthz; busybox usleep 150000; done",
        "");
    push("unwell", "exec " + SERVES, "echo the queue is full; exit 1");
    push("well", "exec " + SERVES, "busybox wget -qO- 127.0.0.1:8080/healthz");
    push("tells", "echo password is $PASSWORD; exit 1", "");
    push("late", "busybox sleep 2; exec " + SERVES, "");
  }

  private static void push(String version, String start, String healthCheck) {
    registry.push(version, TestImage.of(version, start, healthCheck));
  }

  @AfterAll
  static void stopEngine() {
    registry.close();
    host.close();
  }

  @BeforeEach
  void begin() {
    host.clear();
    provisioner = with(Settings.of(host));
  }

  @AfterEach
  void end() {
    provisioner.close();
  }

  private DockerProvisioner with(Settings settings) {
    return settings.provisioner(
        new ImageSource.Registry(registry.repository() + ":{version}", Optional.empty()), router);
  }

  private String resolved(String version) {
    return switch (provisioner.resolve(new Version(version))) {
      case Resolved.Exactly(String artifact) -> artifact;
      case Resolved other -> throw new AssertionError(other);
    };
  }

  private Wanted wanted(String version, int size) {
    return new Wanted(
        "api-v2",
        new Version(version),
        Optional.of(resolved(version)),
        size,
        Optional.of(new DeploymentId(7)));
  }

  private StepOutcome provision(String version, Duration time) {
    return provisioner.provision(wanted(version, 2), new PatientAttempt(time));
  }

  private StepOutcome retire() {
    return provisioner.retire("api-v2", new PatientAttempt(LONG));
  }

  private ServerGroup group() {
    return provisioner.groups().getFirst();
  }

  @Test
  void aTagThatWasMovedAfterTheApprovalChangesNothing() throws IOException, InterruptedException {
    registry.push("moving", TestImage.of("first"));
    Wanted approved = wanted("moving", 1);
    registry.push("moving", TestImage.of("second"));

    assertThat(provisioner.provision(approved, new PatientAttempt(LONG)))
        .isInstanceOf(StepOutcome.Done.class);
    assertThat(resolved("moving")).isNotEqualTo(approved.artifact().orElseThrow());
    assertThat(Settings.answering(group().cluster().entrance())).isEqualTo(new Version("first"));
  }

  @Test
  void anImageThatIsNotThereIsMissingAndSaysWhatToDo() {
    assertThat(provisioner.resolve(new Version("v404")))
        .isInstanceOfSatisfying(
            Resolved.Missing.class,
            missing ->
                assertThat(missing.reason())
                    .startsWith("there is no image " + registry.repository() + ":v404 to pull: ")
                    .endsWith("Push it, or correct equipment.provisioner.docker.image."));
  }

  @Test
  void anApprovedImageThatIsGoneIsNotReplacedByAnother() {
    String gone = registry.repository() + "@sha256:" + "0".repeat(64);
    Wanted wanted =
        new Wanted(
            "api-v2", new Version("v2"), Optional.of(gone), 1, Optional.of(new DeploymentId(7)));

    StepOutcome outcome = provisioner.provision(wanted, new PatientAttempt(LONG));

    assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
    assertThat(outcome.line()).startsWith("engine engine-1 could not pull " + gone + ": ");
    assertThat(host.containers()).isEmpty();
  }

  @Test
  void withoutKnowingWhatWasApprovedNothingIsMade() {
    Wanted wanted =
        new Wanted(
            "api-v2", new Version("v2"), Optional.empty(), 1, Optional.of(new DeploymentId(7)));

    assertThat(provisioner.provision(wanted, new PatientAttempt(LONG)))
        .isEqualTo(StepOutcome.failed("the plan does not say which image v2 is. Plan it again."));
  }

  @Test
  void aContainerThatDiesAfterItWasHealthyFailsTheStepWithItsExitCode() {
    try (DockerProvisioner patient = with(Settings.of(host).steady(Duration.ofSeconds(5)))) {
      StepOutcome outcome = patient.provision(wanted("dies", 1), new PatientAttempt(LONG));

      assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
      assertThat(outcome.line()).startsWith("api-v2-1 ended");
    }
  }

  @Test
  void healthThatFlapsIsNotHealth() {
    try (DockerProvisioner patient = with(Settings.of(host).steady(Duration.ofSeconds(1)))) {
      StepOutcome outcome =
          patient.provision(wanted("flaps", 1), new PatientAttempt(Duration.ofSeconds(4)));

      assertThat(outcome.line())
          .isEqualTo(
              "the time was out when 0 of 1 containers stayed healthy; last seen: api-v2-1 answers"
                  + " /healthz with status 404");
    }
  }

  @Test
  void theImagesOwnHealthCheckIsHeard() {
    assertThat(provision("unwell", Duration.ofSeconds(3)).line())
        .matches(
            "the time was out when 0 of 2 containers stayed healthy; last seen: api-v2-\\d is"
                + " (un|start)\\w+ by its HEALTHCHECK");
    retire();
    assertThat(provision("well", LONG)).isInstanceOf(StepOutcome.Done.class);
  }

  @Test
  void whatAContainerSaidLastIsToldWithoutWhatItWasGiven() {
    try (DockerProvisioner given =
        with(Settings.of(host).environment(Map.of("PASSWORD", "correct horse")))) {
      assertThat(given.provision(wanted("tells", 1), new PatientAttempt(LONG)).line())
          .matches("api-v2-1 ended.*; it said last: password is …");
    }
  }

  @Test
  void aSecretReachesTheContainerAndNobodyElse() {
    Secrets secrets = new Secrets(List.of(new Secret("database", () -> "battery-staple")));
    Settings settings = Settings.of(host).environment(Map.of("PASSWORD", "{secret:database}"));
    ImageSource images =
        new ImageSource.Registry(registry.repository() + ":{version}", Optional.empty());
    try (DockerProvisioner given = settings.provisioner(images, router, secrets)) {
      StepOutcome outcome = given.provision(wanted("tells", 1), new PatientAttempt(LONG));

      assertThat(outcome.whole())
          .matches("api-v2-1 ended.*; it said last: password is \\[secret database]");
      String id = idOf("api-v2-1");
      assertThat(host.client().inspectContainerCmd(id).exec().getConfig().getEnv())
          .contains("PASSWORD=battery-staple");
      assertThat(host.containers().getFirst().getLabels().toString())
          .doesNotContain("battery-staple");
    }
  }

  @Test
  void aPortThatSomebodyElseHasIsPassedOver() {
    ServerProcess other =
        host.onHost(
            List.of("/bin/busybox", "httpd", "-f", "-p", "20000"), () -> host.listens(20_000));
    try (other) {
      assertThat(provision("v2", LONG)).isInstanceOf(StepOutcome.Done.class);
      assertThat(group().cluster().nodes())
          .extracting(node -> node.address().getPort())
          .containsExactly(20_001, 20_002);
      assertThat(host.containers()).hasSize(2);
    }
  }

  @Test
  void noPortThatIsFreeFailsAndSaysWhatToDo() {
    try (DockerProvisioner narrow = with(Settings.of(host).ports(20_000, 20_000))) {
      assertThat(narrow.provision(wanted("v2", 2), new PatientAttempt(LONG)).line())
          .isEqualTo(
              "api-v2-2 on engine engine-1: every port from 20000 to 20000 is taken. Widen"
                  + " equipment.provisioner.docker.ports.");
    }
  }

  @Test
  void aForeignContainerWithTheNodesNameIsLeftAlone() {
    provision("v2", LONG);
    host.clear();
    String foreign =
        host.client()
            .createContainerCmd(resolved("v2"))
            .withName("api_production_api-v2-1")
            .exec()
            .getId();

    assertThat(provision("v2", LONG).line())
        .startsWith(
            "api-v2-1 on engine engine-1: a container of that name is there already, and is none of"
                + " the lane's: ");
    assertThat(retire()).isInstanceOf(StepOutcome.Done.class);
    assertThat(host.containers()).extracting(Container::getId).containsExactly(foreign);
  }

  @ParameterizedTest
  @ValueSource(strings = {"late", "flaps", "unwell"})
  void peopleCanStopItWhileItWaitsAndWhatIsThereCanBeRemoved(String version) {
    PatientAttempt attempt = new PatientAttempt(LONG);
    Wanted wanted = wanted(version, 2);
    CompletableFuture<StepOutcome> outcome =
        CompletableFuture.supplyAsync(() -> provisioner.provision(wanted, attempt));
    awaitContainers(2);
    attempt.stop();

    assertThat(outcome.join()).isInstanceOf(StepOutcome.Stopped.class);
    assertThat(retire()).isInstanceOf(StepOutcome.Done.class);
    assertThat(host.containers()).isEmpty();
  }

  private static void awaitContainers(int number) {
    host.await(number + " containers", () -> host.containers().size() == number);
  }

  @Test
  void peopleCanStopItBeforeItBegins() {
    PatientAttempt attempt = new PatientAttempt(LONG);
    attempt.stop();

    assertThat(provisioner.provision(wanted("v2", 2), attempt))
        .isEqualTo(new StepOutcome.Stopped("it was stopped after 0 containers"));
    assertThat(host.containers()).isEmpty();
  }

  @Test
  void whatACrashLeftIsFoundByItsLabelsAndCompleted() {
    provision("v2", LONG);
    String first = idOf("api-v2-1");
    host.client().removeContainerCmd(idOf("api-v2-2")).withForce(true).exec();
    host.client().stopContainerCmd(first).withTimeout(1).exec();

    assertThat(group().madeFor()).contains(new DeploymentId(7));
    assertThat(provision("v2", LONG)).isInstanceOf(StepOutcome.Done.class);

    assertThat(group().cluster().nodes()).hasSize(2);
    assertThat(idOf("api-v2-1")).isEqualTo(first);
  }

  private static String idOf(String node) {
    return host.containers().stream()
        .filter(it -> node.equals(it.getLabels().get("dev.signalbox.node")))
        .findFirst()
        .orElseThrow()
        .getId();
  }

  @Test
  void aGroupThatIsStillUsedIsNotRemoved() {
    provision("v2", LONG);
    router.neverQuiet();

    assertThat(retire()).isEqualTo(StepOutcome.failed("api-v2 still has 3 requests under way"));
    assertThat(group().cluster().nodes()).hasSize(2);
  }

  @Test
  void anEngineThatIsRestartedKeepsTheGroupAtItsPorts() throws IOException, InterruptedException {
    provision("v2", LONG);
    ServerGroup before = group();

    host.stopEngine();
    assertThatThrownBy(() -> provisioner.groups()).isInstanceOf(PortFailure.Unreachable.class);
    host.startEngineAgain();

    assertThat(group()).isEqualTo(before);
    assertThat(provision("v2", LONG)).isInstanceOf(StepOutcome.Done.class);
    assertThat(Settings.answering(before.cluster().nodes().getLast().address()))
        .isEqualTo(new Version("v2"));
  }

  @Test
  void anEngineThatIsKilledWhileContainersStartLosesNothing() {
    Wanted late = wanted("late", 2);
    CompletableFuture<StepOutcome> outcome =
        CompletableFuture.supplyAsync(() -> provisioner.provision(late, new PatientAttempt(LONG)));
    awaitContainers(2);
    host.killEngine();
    host.startEngineAgain();

    // Either it was seen through, or its outcome is unknown; asking again sees it through.
    try {
      assertThat(outcome.join()).isInstanceOf(StepOutcome.Done.class);
    } catch (CompletionException e) {
      assertThat(e).hasCauseInstanceOf(PortFailure.class);
    }
    assertThat(provisioner.provision(late, new PatientAttempt(LONG)))
        .isInstanceOf(StepOutcome.Done.class);
  }

  @Test
  void aHostThatIsCutOffIsNotTakenForHealthy() {
    provision("v2", LONG);
    retire();
    Wanted v2 = wanted("v2", 2);
    host.link(false);
    try {
      // Its engine answers, through a socket of this machine; its ports do not.
      assertThat(provisioner.provision(v2, new PatientAttempt(Duration.ofSeconds(3))).line())
          .startsWith("the time was out when 0 of 2 containers stayed healthy; last seen: api-v2-");
    } finally {
      host.link(true);
    }
  }
}
