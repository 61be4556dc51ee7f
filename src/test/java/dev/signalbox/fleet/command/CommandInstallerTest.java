package dev.signalbox.fleet.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.fleet.ProgramInstallerContract;
import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.Installer;
import dev.signalbox.server.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Needs(program = "busybox", debianPackage = "busybox-static")
class CommandInstallerTest extends ProgramInstallerContract {
  @TempDir private Path directory;
  private CommandInstaller installer;

  @BeforeEach
  void start() throws IOException {
    installer =
        new CommandInstaller(
            commands(),
            new LocalMachine(Duration.ofMillis(300)),
            facts(),
            secrets(),
            System::nanoTime);
    prepare();
  }

  @AfterEach
  void end() {
    takeOff();
  }

  @Override
  protected Installer programs() {
    return installer;
  }

  @Override
  protected Path application() {
    return directory;
  }

  @Override
  protected String lose() {
    return "exit 255";
  }

  @Test
  void aCheckNamesTheProgramsAndWhatIsInstalled() {
    assertThat(installer.inspect(Duration.ofSeconds(5)))
        .containsExactly(
            new Finding.Good("the program " + directory + "/app.sh", "is " + directory + "/app.sh"),
            new Finding.Good("what is installed on green-1", "v1"));
  }
}
