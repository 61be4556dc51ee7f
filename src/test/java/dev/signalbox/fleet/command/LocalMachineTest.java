package dev.signalbox.fleet.command;

import dev.signalbox.port.Machine;
import dev.signalbox.port.MachineContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

class LocalMachineTest extends MachineContract {
  @TempDir private Path directory;

  @Override
  protected Machine machine() {
    return new LocalMachine(Duration.ofMillis(200));
  }

  @Override
  protected Path directory() {
    return directory;
  }
}
