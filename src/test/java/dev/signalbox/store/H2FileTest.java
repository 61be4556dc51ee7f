package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.port.Journal.About;
import dev.signalbox.port.Journal.Verification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** What becomes of a file of H2 when something goes wrong, and what is said then. */
class H2FileTest {

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("var").resolve("signalbox");
  }

  private static Stores open(HikariDataSource dataSource) {
    return Stores.open(dataSource, new TestClock(), "test");
  }

  private static void append(Stores stores) {
    long position =
        stores
            .transactions()
            .in(
                () ->
                    stores
                        .journal()
                        .append(
                            About.NOTHING,
                            Actor.SIGNALBOX,
                            new JournalEvent.CommandAccepted("#deploys", "/status")))
            .position();
    assertThat(position).isPositive();
  }

  @Test
  void itsDirectoryIsMadeAndWhatWasCommittedIsThereAgain() {
    try (HikariDataSource dataSource = H2File.open(file())) {
      append(open(dataSource));
    }

    try (HikariDataSource dataSource = H2File.open(file())) {
      Stores again = open(dataSource);
      append(again);
      assertThat(again.journal().verify()).isInstanceOf(Verification.Intact.class);
      assertThat(again.journal().head().position()).isEqualTo(2);
    }
    assertThat(directory.resolve("var/signalbox.mv.db")).exists();
  }

  @Test
  void everyCommitThatWasToldIsThereAfterTheProcessWasKilled()
      throws IOException, InterruptedException {
    long told;
    try (StoreInAnotherProcess other = StoreInAnotherProcess.open(file())) {
      told = other.killAfter(300);
    }

    try (HikariDataSource dataSource = H2File.open(file())) {
      Stores stores = open(dataSource);
      assertThat(told).isGreaterThanOrEqualTo(300);
      assertThat(stores.journal().verify()).isInstanceOf(Verification.Intact.class);
      assertThat(stores.journal().head().position()).isBetween(told, told + 1);
    }
  }

  @Test
  void aFileThatAnotherProcessHasOpenIsNamed() throws IOException {
    StoreInAnotherProcess other = StoreInAnotherProcess.open(file());
    try (other) {
      assertThatThrownBy(() -> H2File.open(file()))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining(file() + ".mv.db is in use by another process");
    }
  }

  @Test
  void aFullDiskIsNamedAndNothingCommittedIsLost() {
    FullDisk.install();
    HikariDataSource dataSource = new HikariDataSource();
    dataSource.setJdbcUrl("jdbc:h2:retry:" + FullDisk.SCHEME + ":" + file());
    dataSource.setUsername("signalbox");
    dataSource.setPassword("");
    Stores stores = open(dataSource);
    append(stores);

    try {
      FullDisk.fill(true);
      assertThatThrownBy(() -> append(stores))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("disk")
          .hasMessageContaining(file() + ".mv.db is full");
      assertThatThrownBy(() -> append(stores))
          .as("H2 has given the database up; so it stays")
          .isInstanceOf(StoreUnavailable.class);
    } finally {
      FullDisk.fill(false);
      dataSource.close();
    }

    try (HikariDataSource reopened = H2File.open(file())) {
      Stores again = open(reopened);
      assertThat(again.journal().verify()).isInstanceOf(Verification.Intact.class);
      assertThat(again.journal().head().position()).isEqualTo(1);
    }
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
    Files.writeString(directory.resolve("var"), "a file");

    assertThatThrownBy(() -> H2File.open(file()))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining(file() + ".mv.db")
        .hasMessageContaining("directory");
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() throws IOException {
    Files.createDirectory(directory.resolve("var"));
    // A directory in the file's place cannot be written by anybody, not even by root.
    Files.createDirectory(Path.of(file() + ".mv.db"));

    assertThatThrownBy(() -> H2File.open(file()))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining(file() + ".mv.db")
        .hasMessageContaining("cannot be written");
  }

  @Test
  void aPathThatWouldEndInTheMiddleIsRefused() {
    assertThatThrownBy(() -> H2File.open(directory.resolve("a;b")))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("';'");
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Files.createDirectory(directory.resolve("var"));
    Files.writeString(
        Path.of(file() + ".mv.db"), "no database ".repeat(1_000), StandardCharsets.UTF_8);

    assertThatThrownBy(() -> H2File.open(file()))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining(file() + ".mv.db is damaged");
  }

  @Test
  void aSchemaFromTheFutureIsNotTouched() {
    try (HikariDataSource dataSource = H2File.open(file())) {
      append(open(dataSource));
      new JdbcTemplate(dataSource)
          .update(
              """
              INSERT INTO "flyway_schema_history"
              SELECT 999, '999', 'from the future', "type", 'V999__future.sql', "checksum",
                "installed_by", "installed_on", "execution_time", "success"
              FROM "flyway_schema_history" WHERE "version" = '1'
              """);

      assertThatThrownBy(() -> open(dataSource))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining(file().toString())
          .hasMessageContaining("another version of Signalbox");
    }
  }
}
