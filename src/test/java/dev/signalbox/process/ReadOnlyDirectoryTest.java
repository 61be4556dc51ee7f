package dev.signalbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.app.LabMain;
import dev.signalbox.server.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said where Signalbox runs as a user who may not write what it keeps. */
@Needs(program = "setpriv", debianPackage = "util-linux")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReadOnlyDirectoryTest {
  private static final Duration WITHIN = Duration.ofMinutes(2);

  private final OtherUser user = OtherUser.find();

  private Path locked;
  private Path open;

  @BeforeEach
  void makeDirectories(@TempDir Path directory) {
    OtherUser.passable(directory);
    locked = OtherUser.locked(directory.resolve("locked"));
    open = OtherUser.open(directory.resolve("open"));
  }

  @Test
  void startedInADirectoryThatItMayNotWriteItNamesAllThatItKeeps() {
    String lockedDirectory =
        locked
            + " belongs to "
            + owner(locked)
            + " (r-xr-xr-x), and Signalbox runs as "
            + user.name();
    try (ChildJvm bot = BotProcess.startAs(user, locked)) {
      assertThat(bot.exit(WITHIN)).as(bot::output).hasValue(1);
      assertThat(bot.output())
          .isEqualTo(
              """
              Signalbox cannot write what it keeps:
                the log %1$s/var/signalbox.log: %2$s
                the database %1$s/var/signalbox.mv.db: %2$s
                the lab's state %1$s/var/lab: %2$s
              Let %3$s write there, start Signalbox in a directory of its own, or choose other places \
              with logging.file.name, signalbox.database.file, signalbox.lab.state-directory.\
              """
                  .formatted(locked, lockedDirectory, user.name()));
    }
    assertThat(locked).isEmptyDirectory();
  }

  @Test
  void aDataDirectoryOfSomebodyElseIsNamed() {
    Path file = locked.resolve("signalbox");
    try (ChildJvm bot = BotProcess.startAs(user, open, "--signalbox.database.file=" + file)) {
      assertThat(bot.exit(WITHIN)).as(bot::output).hasValue(1);
      assertThat(bot.output())
          .contains("the database " + file + ".mv.db: " + locked + " belongs to ")
          .contains("or choose other places with signalbox.database.file.")
          .doesNotContain("the log", "the lab's state", "\tat ");
    }
  }

  @Test
  void aDatabaseFileThatItMayOnlyReadIsNamed() throws IOException {
    Path file =
        Files.setPosixFilePermissions(
            Files.createFile(open.resolve("signalbox.mv.db")),
            PosixFilePermissions.fromString("r--r--r--"));
    String name = "--signalbox.database.file=" + open.resolve("signalbox");
    try (ChildJvm bot = BotProcess.startAs(user, open, name)) {
      assertThat(bot.exit(WITHIN)).as(bot::output).hasValue(1);
      assertThat(bot.output())
          .contains(file + ": " + file + " belongs to " + owner(file) + " (r--r--r--), and");
    }
  }

  @Test
  void aLabOfItsOwnNamesItsStateDirectory() {
    List<String> arguments =
        List.of("--state=" + locked.resolve("lab"), "--lane=shop/production:0:blue=1,green=1");
    try (ChildJvm lab =
        ChildJvm.startBehind(user.program(), LabMain.class, open, arguments, List.of())) {
      assertThat(lab.exit(WITHIN)).as(lab::output).hasValue(1);
      assertThat(lab.output())
          .contains("The lab cannot keep its state in " + locked.resolve("lab"))
          .contains("Make the directory writable, or set another.")
          .doesNotContain("\tat ");
    }
  }

  private static String owner(Path path) {
    try {
      return Files.getOwner(path).getName();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
