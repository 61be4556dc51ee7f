package dev.signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.lab.LabClient;
import dev.signalbox.lab.LabTrafficSwitch;
import dev.signalbox.port.TrafficSwitch;
import dev.signalbox.topology.Lane;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabMainTest {
  private static final Lane SHOP = Lane.of("shop", "production");
  private static final int TERMINATED = 143;

  @TempDir private Path directory;
  private final List<Process> started = new ArrayList<>();

  private Process start(String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), LabMain.class.getName()));
    command.addAll(List.of("--state=" + directory, "--pace=PT0S", "--latency=none"));
    command.addAll(Arrays.asList(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    started.add(process);
    return process;
  }

  private Process startShop() throws IOException {
    return start("--lane=shop/production:0:blue=1,green=1", "--trickle=5");
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  private static BufferedReader output(Process process) {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  private static LabClient clientOf(Process lab) throws IOException {
    String line = String.valueOf(output(lab).readLine());
    assertThat(line).startsWith("lab ready control=http://127.0.0.1:").contains(" " + SHOP + "=");
    String control = line.replaceAll(".* control=(\\S+) .*", "$1");
    return new LabClient(URI.create(control), Duration.ofSeconds(5));
  }

  @Test
  void aLabThatIsKilledComesBackAsItWas() throws IOException, InterruptedException {
    Process lab = startShop();
    try (LabClient client = clientOf(lab)) {
      TrafficSwitch trafficSwitch = new LabTrafficSwitch(client, SHOP);
      assertThat(trafficSwitch.swap("blue", "green"))
          .isInstanceOf(TrafficSwitch.Swapped.Accepted.class);
    }
    lab.destroyForcibly().waitFor();

    Process again = startShop();
    try (LabClient client = clientOf(again)) {
      assertThat(new LabTrafficSwitch(client, SHOP).read().cluster()).isEqualTo("green");
    }
    again.destroy();
    assertThat(again.waitFor()).isEqualTo(TERMINATED);
  }

  @Test
  void aSecondLabOnTheSameStateEndsWithAReason() throws IOException, InterruptedException {
    clientOf(startShop()).close();
    Process second = startShop();

    assertThat(output(second).readLine()).startsWith("Another lab is running on " + directory);
    assertThat(second.waitFor()).isEqualTo(1);
  }

  @Test
  void aLabEndsWithTheProcessThatItWasStartedFor() throws IOException, InterruptedException {
    Process mistaken = start("--what");
    assertThat(output(mistaken).readLine()).isEqualTo("unknown argument '--what'");
    assertThat(mistaken.waitFor()).isEqualTo(2);

    Process lab = start("--lane=api/production:0:group=1", "--with=" + mistaken.pid());
    assertThat(output(lab).readLine()).startsWith("lab ready");
    assertThat(lab.waitFor()).isZero();
  }
}
