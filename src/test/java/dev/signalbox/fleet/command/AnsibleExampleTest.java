package dev.signalbox.fleet.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.fleet.InstallCommands;
import dev.signalbox.fleet.NodeFacts;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.Secrets;
import dev.signalbox.server.Needs;
import dev.signalbox.server.ServerProcess;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked example in {@code config/examples/ansible}, with ansible-core as Debian has it. */
@Needs(program = "ansible-playbook", debianPackage = "ansible-core")
@Needs(program = "busybox", debianPackage = "busybox-static")
class AnsibleExampleTest {
  private static final Path EXAMPLE =
      Path.of(System.getProperty("basedir"), "config", "examples", "ansible");

  private final Node node =
      new Node("blue-1", URI.create("http://127.0.0.1:" + ServerProcess.freePort()));

  @Test
  void aVersionIsInstalledAndTakenOffAndAHostOutOfReachIsSaid(@TempDir Path directory)
      throws IOException {
    int port = node.address().getPort();
    Path inventory =
        Files.writeString(
            directory.resolve("inventory.ini"),
            "blue-1 ansible_connection=local app_dir=%s port=%d%n".formatted(directory, port));
    CommandInstaller installer = installer(inventory);

    assertThat(installer.installed(node)).isEmpty();
    PatientAttempt attempt = new PatientAttempt(Duration.ofSeconds(60));
    StepOutcome outcome = installer.install(node, new Version("v2"), attempt);
    assertThat(outcome.line()).isEqualTo("the installation of v2 on blue-1 is done");
    assertThat(outcome.whole()).contains("TASK [wait until it answers]", "PLAY RECAP", "failed=0");
    assertThat(attempt.lines()).isNotEmpty().allMatch(line -> line.startsWith("blue-1: "));
    assertThat(installer.installed(node)).contains(new Version("v2"));

    assertThat(installer.uninstall(node, new PatientAttempt(Duration.ofSeconds(60))))
        .isInstanceOf(StepOutcome.Done.class);
    assertThat(installer.installed(node)).isEmpty();
  }

  private CommandInstaller installer(Path inventory) {
    List<String> play = List.of("ansible-playbook", "-i", inventory.toString(), "-l", "{node}");
    String site = EXAMPLE.resolve("site.yml").toString();
    InstallCommands commands =
        new InstallCommands(
            List.of(EXAMPLE.resolve("installed").toString(), node.address().toString()),
            with(play, "-e", "version={version}", site),
            with(play, "-e", "version=none", site),
            Map.of("ANSIBLE_NOCOLOR", "1", "LC_ALL", "C.UTF-8"),
            Set.of(4),
            Set.of(),
            Duration.ofSeconds(20));
    Cluster blue = new Cluster("blue", List.of(node), node.address());
    return new CommandInstaller(
        commands,
        new LocalMachine(),
        new NodeFacts(Lane.of("shop", "production"), new Layout.FixedClusters(List.of(blue))),
        Secrets.NONE,
        System::nanoTime);
  }

  private static List<String> with(List<String> argv, String... more) {
    List<String> all = new ArrayList<>(argv);
    all.addAll(List.of(more));
    return all;
  }
}
