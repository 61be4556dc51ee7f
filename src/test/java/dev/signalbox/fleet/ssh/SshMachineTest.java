package dev.signalbox.fleet.ssh;

import dev.signalbox.port.Machine;
import dev.signalbox.port.MachineContract;
import dev.signalbox.server.Needs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real OpenSSH server, as a user whose shell is dash. */
@Needs(program = "sshd", debianPackage = "openssh-server")
class SshMachineTest extends MachineContract {
  private static SshWorld world;
  private static int homes;
  private Path directory;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    world = SshWorld.start(directory);
  }

  @AfterAll
  static void end() {
    world.close();
  }

  @BeforeEach
  void makeDirectory() throws IOException {
    directory = world.server.home().resolve("test-" + ++homes);
    MachineContract.exited(
        world
            .machine()
            .run(
                Machine.Program.of(
                    java.util.List.of("mkdir", directory.toString()),
                    java.time.Duration.ofSeconds(5)),
                _ -> {},
                () -> false));
  }

  @Override
  protected Machine machine() {
    return world.machine();
  }

  @Override
  protected Path directory() {
    return directory;
  }
}
