package dev.signalbox.fleet.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.fleet.docker.DockerSettings.ImageSource;
import dev.signalbox.fleet.docker.DockerSettings.Login;
import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.Provisioner.Resolved;
import dev.signalbox.port.Provisioner.Wanted;
import dev.signalbox.port.Secret;
import dev.signalbox.server.Needs;
import dev.signalbox.topology.Version;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where images come from besides an open registry, and what is found out about an engine. */
@Timeout(120)
@Needs(program = "dockerd", debianPackage = "docker.io")
@Needs(program = "ip", debianPackage = "iproute2")
@Needs(program = "busybox", debianPackage = "busybox-static")
class DockerImagesTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final TestImage V9 = TestImage.of("v9");

  private static DockerHost host;

  @TempDir Path directory;
  private final MemoryRouter router = new MemoryRouter();
  private DockerProvisioner archived;

  @BeforeAll
  static void startEngine() {
    host = DockerHost.start(2);
  }

  @AfterAll
  static void stopEngine() {
    host.close();
  }

  @BeforeEach
  void begin() {
    host.clear();
    host.forgetImages();
    archived = from(new ImageSource.Archive(directory + "/shop-{version}.tar"));
  }

  @AfterEach
  void end() {
    archived.close();
  }

  private DockerProvisioner from(ImageSource source) {
    return Settings.of(host).provisioner(source, router);
  }

  private Path file(String version) {
    return directory.resolve("shop-" + version + ".tar");
  }

  private static Wanted wanted(String artifact) {
    return new Wanted(
        "api-v9", new Version("v9"), Optional.of(artifact), 1, Optional.of(new DeploymentId(7)));
  }

  private static StepOutcome provision(DockerProvisioner provisioner, String artifact) {
    return provisioner.provision(wanted(artifact), new PatientAttempt(LONG));
  }

  @Test
  void anArchiveIsLoadedIfItIsStillWhatWasApproved() throws IOException {
    Files.write(file("v9"), V9.archive("shop:v9"));
    assertThat(archived.resolve(new Version("v9"))).isEqualTo(new Resolved.Exactly(V9.id()));

    Files.write(file("v9"), TestImage.of("another").archive("shop:v9"));
    assertThat(provision(archived, V9.id()))
        .isEqualTo(
            StepOutcome.failed(
                file("v9") + " is not the image any more that was approved, " + V9.id()));

    Files.write(file("v9"), V9.archive("shop:v9"));
    assertThat(provision(archived, V9.id())).isInstanceOf(StepOutcome.Done.class);
  }

  @Test
  void aCompressedArchiveIsTheSameImage() throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file("v9")))) {
      out.write(V9.archive("shop:v9"));
    }
    assertThat(archived.resolve(new Version("v9"))).isEqualTo(new Resolved.Exactly(V9.id()));
  }

  @Test
  void whatIsNoArchiveIsMissingWithTheReason() throws IOException {
    assertThat(archived.resolve(new Version("v10")))
        .isEqualTo(
            new Resolved.Missing(
                "there is no file "
                    + file("v10")
                    + ". Put the image there, as docker save writes it."));
    Files.writeString(file("v11"), "no image");
    assertThat(archived.resolve(new Version("v11")))
        .isEqualTo(
            new Resolved.Missing(
                file("v11") + " cannot be used: it holds 0 images; save one into each file."));
  }

  @Test
  void anImageOnTheEnginesIsUsedByItsId() throws IOException {
    try (DockerProvisioner present = from(new ImageSource.OnEngines("local:{version}"))) {
      assertThat(present.resolve(new Version("v9")))
          .isEqualTo(
              new Resolved.Missing(
                  "engine engine-1 has no image local:v9. Build, pull or load it there."));
      Files.write(file("v9"), V9.archive("local:v9"));
      provision(archived, V9.id());
      archived.retire("api-v9", new PatientAttempt(LONG));

      assertThat(present.resolve(new Version("v9"))).isEqualTo(new Resolved.Exactly(V9.id()));
      assertThat(provision(present, V9.id())).isInstanceOf(StepOutcome.Done.class);
      host.clear();
      host.client().removeImageCmd("local:v9").withForce(true).exec();
      assertThat(provision(present, V9.id()).line())
          .isEqualTo(
              "engine engine-1 does not have the image any more that was approved, " + V9.id());
    }
  }

  @Test
  void aRegistryThatAsksForALoginGetsOne() {
    try (TestRegistry registry = new TestRegistry(host.here())) {
      registry.push("v9", V9);
      registry.requireLogin("deploy", "correct horse");
      String name = registry.repository() + ":{version}";
      Login login = new Login("deploy", new Secret("registry", () -> "correct horse"));
      try (DockerProvisioner stranger = from(new ImageSource.Registry(name, Optional.empty()));
          DockerProvisioner known = from(new ImageSource.Registry(name, Optional.of(login)))) {
        assertThat(stranger.resolve(new Version("v9"))).isInstanceOf(Resolved.Missing.class);
        Resolved.Exactly exactly = (Resolved.Exactly) known.resolve(new Version("v9"));
        assertThat(provision(known, exactly.artifact())).isInstanceOf(StepOutcome.Done.class);
      }
    }
  }

  @Test
  void inspectionFindsWhatIsThereAndWhatIsMissing() throws IOException {
    Files.write(file("v9"), V9.archive("shop:v9"));
    provision(archived, V9.id());
    assertThat(archived.inspect(LONG))
        .allMatch(Finding.Good.class::isInstance)
        .extracting(Finding::what)
        .containsExactly("Docker Engine engine-1", "disk of Docker Engine engine-1", "image of v9");

    host.stopEngine();
    try {
      assertThat(archived.inspect(LONG).getFirst())
          .isInstanceOfSatisfying(
              Finding.Bad.class,
              bad ->
                  assertThat(bad.remedy())
                      .isEqualTo(
                          "start it, or correct equipment.provisioner.docker.engines.engine-1"));
    } finally {
      host.startEngineAgain();
    }
  }
}
