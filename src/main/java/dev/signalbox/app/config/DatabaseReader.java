package dev.signalbox.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads where the journal is. */
final class DatabaseReader {

  private static final String FIELD = "signalbox.database";
  private static final Path FILE = Path.of("var", "signalbox");
  private static final String POSTGRESQL = "jdbc:postgresql:";

  private static final Duration LEASE = Duration.ofSeconds(20);
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(2);
  private static final Duration LONGEST_LEASE = Duration.ofMinutes(10);

  private final Problems problems;

  DatabaseReader(Problems problems) {
    this.problems = problems;
  }

  DatabaseSettings read(DatabaseProperties properties) {
    String url = properties.url();
    if (url == null) {
      Path file = Inherited.or(properties.file(), FILE);
      requireAbsent(".user", properties.user());
      requireAbsent(".password-file", properties.passwordFile());
      requireAbsent(".lease", properties.lease());
      return h2(file);
    }
    if (properties.file() != null) {
      problems.add(FIELD + ".file", "a file beside a url", "only one of them");
    }
    if (!url.startsWith(POSTGRESQL)) {
      problems.add(
          FIELD + ".url", "'" + withoutSecrets(url) + "'", "jdbc:postgresql://HOST:5432/DATABASE");
    }
    String user = Inherited.or(properties.user(), "");
    if (user.isBlank()) {
      problems.add(FIELD + ".user", "nothing", "the database's user");
    }
    return new DatabaseSettings.PostgreSql(url, user, password(properties), lease(properties));
  }

  private Duration lease(DatabaseProperties properties) {
    Duration lease = Inherited.or(properties.lease(), LEASE);
    if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
      problems.add(FIELD + ".lease", "'" + Spans.text(lease) + "'", "a time from 2s to 10m");
    }
    return lease;
  }

  private void requireAbsent(String name, @Nullable Object value) {
    if (value != null) {
      problems.add(FIELD + name, "a value, but no url", "a url too, or remove it");
    }
  }

  private DatabaseSettings h2(Path file) {
    Path path = file.toAbsolutePath().normalize();
    if (path.toString().indexOf(';') >= 0) {
      problems.add(FIELD + ".file", "'" + file + "'", "a path without a semicolon");
    }
    return new DatabaseSettings.OwnFile(path);
  }

  private String password(DatabaseProperties properties) {
    Path file = properties.passwordFile();
    if (file == null) {
      problems.add(FIELD + ".password-file", "nothing", "the path of a file with the password");
      return "";
    }
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      String reason = e instanceof NoSuchFileException ? "does not exist" : "cannot be read";
      problems.add(
          FIELD + ".password-file", "'" + file + "', which " + reason, "a file with the password");
      return "";
    }
  }

  /** Without what may stand behind the question mark. */
  private static String withoutSecrets(String url) {
    return url.replaceFirst("\\?.*", "?…").replaceFirst("//[^/@]*@", "//…@");
  }
}
