package dev.signalbox.fleet.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.measured.Measurements;
import dev.signalbox.port.Machine.Ended;
import dev.signalbox.port.Machine.Program;
import dev.signalbox.server.Needs;
import dev.signalbox.server.ServerProcess;
import dev.signalbox.server.SshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a step costs on twenty addresses, one after another, against a shell loop and Ansible in the
 * same run: {@code ./mvnw test -Pbench -Dtest=SshBench}.
 */
@Tag("bench")
@Needs(program = "sshd", debianPackage = "openssh-server")
@Needs(program = "ansible-playbook", debianPackage = "ansible-core")
class SshBench {
  private static final int STEPS = 3;

  private final List<String> rows = new ArrayList<>();

  @TempDir private Path directory;

  private record Host(String address, int port) {
    SshTarget target() {
      return new SshTarget(SshServer.USER, address, port);
    }
  }

  @Test
  void aStepOnTwentyAddresses() throws IOException, InterruptedException {
    // OpenSSH listens on at most 16 sockets.
    try (SshServer one = server("one");
        SshServer two = server("two")) {
      two.authorize(directory.resolve("one").resolve("id.pub"));
      List<Host> hosts = new ArrayList<>();
      StringBuilder known = new StringBuilder();
      for (SshServer each : List.of(one, two)) {
        for (String address : addresses()) {
          Host host = new Host(address, each.port());
          hosts.add(host);
          known.append(each.knownHostsLine(host.target().knownAs(), "ed25519"));
        }
      }
      Path knownHosts = Files.writeString(directory.resolve("known"), known);
      ours(hosts, one.key(), knownHosts);
      shellLoop(hosts, one.key(), knownHosts);
      ansible(hosts, one.key(), knownHosts);
      List<String> table = new ArrayList<>(List.of("| who | per host and step |", "| --- | --- |"));
      table.addAll(rows);
      Measurements.write("ssh", "What a step over SSH costs", table);
      assertThat(rows).hasSize(4);
    }
  }

  private SshServer server(String name) throws IOException {
    return SshServer.start(
        Files.createDirectory(directory.resolve(name)), addresses(), ServerProcess.freePort());
  }

  private static List<String> addresses() {
    return IntStream.rangeClosed(1, 10).mapToObj(i -> "127.0.0." + i).toList();
  }

  private void ours(List<Host> hosts, Path key, Path known) {
    SshSettings settings =
        new SshSettings(
            List.of(key), Optional.empty(), Optional.empty(), known, List.of(), SshWorld.PACE);
    try (SshConnections connections = new SshConnections(settings)) {
      report("Signalbox, new connections", 1, hosts, () -> round(connections, hosts, 1));
      report("Signalbox, kept connections", STEPS, hosts, () -> round(connections, hosts, STEPS));
    }
  }

  private static void round(SshConnections connections, List<Host> hosts, int steps) {
    for (Host host : hosts) {
      SshMachine machine =
          new SshMachine(connections, host.target(), SshWorld::mark, Duration.ofSeconds(10));
      for (int i = 0; i < steps; i++) {
        Program program = Program.of(List.of("true"), Duration.ofSeconds(10));
        assertThat(machine.run(program, _ -> {}, () -> false)).isInstanceOf(Ended.Exited.class);
      }
    }
  }

  private void shellLoop(List<Host> hosts, Path key, Path known) {
    String script =
        hosts.stream()
            .map(
                host ->
                    "ssh -n -F none -o UserKnownHostsFile=%s -i %s -p %d %s@%s true"
                        .formatted(known, key, host.port(), SshServer.USER, host.address()))
            .collect(Collectors.joining(" && "));
    report("shell loop", 1, hosts, () -> SshServer.run("sh", "-c", script));
  }

  private void ansible(List<Host> hosts, Path key, Path known)
      throws IOException, InterruptedException {
    StringBuilder inventory = new StringBuilder();
    for (int i = 0; i < hosts.size(); i++) {
      inventory.append(
          "n%d ansible_host=%s ansible_port=%d%n"
              .formatted(i, hosts.get(i).address(), hosts.get(i).port()));
    }
    inventory.append(
        """
        [all:vars]
        ansible_user=%s
        ansible_ssh_private_key_file=%s
        ansible_ssh_common_args=-F none -o UserKnownHostsFile=%s
        ansible_remote_tmp=/tmp/ansible-%s
        """
            .formatted(SshServer.USER, key, known, SshServer.USER));
    Path file = Files.writeString(directory.resolve("inventory"), inventory);
    Path play =
        Files.writeString(
            directory.resolve("play.yml"),
            "- hosts: all\n  gather_facts: false\n  tasks:\n"
                + "    - ansible.builtin.raw: 'true'\n".repeat(STEPS));
    ProcessBuilder builder =
        new ProcessBuilder("ansible-playbook", "-f", "1", "-i", file.toString(), play.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    long start = System.nanoTime();
    assertThat(builder.start().waitFor()).isZero();
    tell("Ansible, raw, one fork", STEPS, hosts, start);
  }

  private void report(String what, int steps, List<Host> hosts, Runnable work) {
    long start = System.nanoTime();
    work.run();
    tell(what, steps, hosts, start);
  }

  private void tell(String what, int steps, List<Host> hosts, long start) {
    double millis = (System.nanoTime() - start) / 1e6 / steps / hosts.size();
    rows.add(String.format(Locale.ROOT, "| %s | %.1f ms |", what, millis));
  }
}
