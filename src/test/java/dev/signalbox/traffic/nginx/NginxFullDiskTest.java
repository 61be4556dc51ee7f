package dev.signalbox.traffic.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.signalbox.port.TrafficSwitch.Swapped;
import dev.signalbox.server.Needs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room for one more include, of which root makes a small one. */
@Needs(program = "nginx", debianPackage = "nginx-light")
@Needs(program = "mount", debianPackage = "mount")
class NginxFullDiskTest {

  @Test
  void nothingIsChangedAndTheReasonIsSaid(@TempDir Path directory) throws Exception {
    assumeThat(System.getProperty("user.name")).as("only root mounts").isEqualTo("root");
    Path disk = Files.createDirectory(directory.resolve("signalbox"));
    run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk.toString());
    try (NginxWorld nginx = new NginxWorld(directory)) {
      String before = nginx.includeText();
      fill(disk.resolve("filler"));

      assertThat(nginx.trafficSwitch().swap("blue", "green"))
          .isInstanceOfSatisfying(
              Swapped.Refused.class,
              it ->
                  assertThat(it.reason())
                      .contains("could not be written", "No space left on device"));
      assertThat(nginx.includeText()).isEqualTo(before);
      assertThat(nginx.answer()).startsWith("blue");

      Files.delete(disk.resolve("filler"));
      assertThat(nginx.trafficSwitch().swap("blue", "green")).isInstanceOf(Swapped.Accepted.class);
    } finally {
      run("umount", disk.toString());
    }
  }

  private static void fill(Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(new byte[1024]);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static void run(String... argv) throws IOException {
    Process process = new ProcessBuilder(List.of(argv)).inheritIO().start();
    assertThat(process.onExit().join().exitValue()).isZero();
  }
}
