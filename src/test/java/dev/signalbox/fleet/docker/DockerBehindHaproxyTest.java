package dev.signalbox.fleet.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.fleet.docker.DockerSettings.ImageSource;
import dev.signalbox.port.GroupRegistrar;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.Provisioner.Resolved;
import dev.signalbox.port.Provisioner.Wanted;
import dev.signalbox.port.TrafficSwitch;
import dev.signalbox.server.Needs;
import dev.signalbox.server.Programs;
import dev.signalbox.server.ServerProcess;
import dev.signalbox.topology.Version;
import dev.signalbox.traffic.haproxy.Haproxies;
import dev.signalbox.traffic.haproxy.HaproxyAddress;
import dev.signalbox.traffic.haproxy.HaproxyGroupRegistrar;
import dev.signalbox.traffic.haproxy.HaproxySettings;
import dev.signalbox.traffic.haproxy.HaproxyTrafficSwitch;
import dev.signalbox.traffic.haproxy.LocalFiles;
import java.io.IOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Red/black of real containers behind a real HAProxy, while wrk asks without a pause. */
@Timeout(120)
@Needs(program = "dockerd", debianPackage = "docker.io")
@Needs(program = "haproxy", debianPackage = "haproxy")
@Needs(program = "wrk", debianPackage = "wrk")
@Needs(program = "ip", debianPackage = "iproute2")
@Needs(program = "busybox", debianPackage = "busybox-static")
class DockerBehindHaproxyTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path directory;

  private final Haproxies haproxies = new Haproxies(_ -> new LocalFiles());

  private static void done(StepOutcome outcome) {
    assertThat(outcome).as(outcome.line()).isInstanceOf(StepOutcome.Done.class);
  }

  private HaproxySettings settings() {
    HaproxySettings.Instance haproxy =
        new HaproxySettings.Instance(
            "haproxy",
            new HaproxyAddress.Unix(directory.resolve("admin.sock")),
            Optional.empty(),
            Optional.empty(),
            directory.resolve("live.map"),
            directory.resolve("states"));
    return new HaproxySettings(
        List.of(haproxy),
        directory.resolve("live.map").toString(),
        "api",
        new HaproxySettings.Backends.Slots(List.of("api-a", "api-b", "api-c")),
        Duration.ofSeconds(10));
  }

  private ServerProcess startHaproxy(int port) throws IOException {
    Files.createDirectories(directory.resolve("states"));
    Files.writeString(directory.resolve("live.map"), "api nowhere\n");
    String slot =
        "backend %s\n  server-template s 1-4 slot.invalid:1 disabled init-addr last,127.0.0.1\n";
    Files.writeString(
        directory.resolve("haproxy.cfg"),
        """
        global
          stats socket %1$s/admin.sock mode 600 level admin
          server-state-base %1$s/states
        defaults
          mode http
          timeout connect 2s
          timeout client 30s
          timeout server 30s
          option httpchk GET /healthz
          default-server check inter 200ms rise 2 fall 3
          load-server-state-from-file local
          server-state-file-name
        frontend api
          bind 127.0.0.1:%2$d
          use_backend %%[str(api),map(%1$s/live.map,nowhere)]
        %3$s%4$s\
        """
            .formatted(directory, port, slot.formatted("api-a"), slot.formatted("api-b")));
    return ServerProcess.start(
        directory,
        List.of(Programs.path("haproxy"), "-db", "-f", directory.resolve("haproxy.cfg").toString()),
        () -> ServerProcess.listens(port));
  }

  private static void provision(DockerProvisioner provisioner, String version) {
    Resolved.Exactly exactly = (Resolved.Exactly) provisioner.resolve(new Version(version));
    Wanted wanted =
        new Wanted(
            "api-" + version,
            new Version(version),
            Optional.of(exactly.artifact()),
            2,
            Optional.of(new DeploymentId(7)));
    done(provisioner.provision(wanted, new PatientAttempt(LONG)));
  }

  /** What a person types at HAProxy's socket. */
  private void byHand(String line) throws IOException {
    try (SocketChannel socket =
        SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("admin.sock")))) {
      socket.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
      ByteBuffer answer = ByteBuffer.allocate(256);
      while (socket.read(answer) >= 0 && answer.hasRemaining()) {
        answer.mark();
      }
    }
  }

  private static boolean serves(URI address, String version) {
    try {
      return Settings.answering(address).equals(new Version(version));
    } catch (IOException | IllegalArgumentException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private ServerProcess load(URI address) {
    return ServerProcess.start(
        directory,
        List.of(
            Programs.path("wrk"), "-t1", "-c8", "-d60s", "--timeout", "5s", address + "/version"),
        () -> true);
  }

  /** What wrk says when it is asked to end. */
  private static String report(ServerProcess wrk) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", "-INT", Long.toString(wrk.pid())).start().waitFor();
    assertThat(code).isZero();
    var _ = ProcessHandle.of(wrk.pid()).map(it -> it.onExit().join());
    return wrk.output();
  }

  private void archive(String version) throws IOException {
    Files.write(
        directory.resolve("api-" + version + ".tar"),
        TestImage.of(version).archive("api:" + version));
  }

  /** The first group is live, as when somebody has made it by hand. */
  private void begin(DockerProvisioner provisioner, ServerProcess haproxy, URI production)
      throws IOException {
    provision(provisioner, "v1");
    byHand("set map " + directory.resolve("live.map") + " api api-a");
    done(
        new HaproxyTrafficSwitch(Settings.LANE, settings(), haproxies)
            .prepare(new PatientAttempt(LONG)));
    haproxy.await("to serve v1", LONG, () -> serves(production, "v1"));
  }

  @Test
  void noRequestFailsWhenTheNewGroupTakesOverAndTheOldOneIsRemoved()
      throws IOException, InterruptedException {
    archive("v1");
    archive("v2");
    int port = ServerProcess.freePort();
    URI production = URI.create("http://127.0.0.1:" + port);
    GroupRegistrar router = new HaproxyGroupRegistrar(Settings.LANE, settings(), haproxies);
    TrafficSwitch trafficSwitch = new HaproxyTrafficSwitch(Settings.LANE, settings(), haproxies);
    ImageSource images = new ImageSource.Archive(directory + "/api-{version}.tar");
    try (DockerHost host = DockerHost.start(5);
        ServerProcess haproxy = startHaproxy(port);
        DockerProvisioner provisioner = Settings.of(host).provisioner(images, router)) {
      begin(provisioner, haproxy, production);
      try (ServerProcess wrk = load(production)) {
        provision(provisioner, "v2");
        assertThat(trafficSwitch.swap("api-v1", "api-v2"))
            .isInstanceOf(TrafficSwitch.Swapped.Accepted.class);
        done(trafficSwitch.settle("api-v1", new PatientAttempt(LONG)));
        assertThat(serves(production, "v2")).isTrue();
        done(provisioner.retire("api-v1", new PatientAttempt(LONG)));
        assertThat(host.containers()).hasSize(2);

        assertThat(report(wrk))
            .contains("requests in")
            .doesNotContain("Non-2xx")
            .doesNotContain("Socket errors");
      }
    }
  }
}
