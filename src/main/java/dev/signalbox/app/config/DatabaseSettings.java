package dev.signalbox.app.config;

import java.nio.file.Path;
import java.time.Duration;

/** How the database is reached. */
public sealed interface DatabaseSettings {

  /**
   * A file of our own, which no other process uses.
   *
   * @param path without its ending
   */
  record OwnFile(Path path) implements DatabaseSettings {}

  /**
   * A PostgreSQL, which several instances may share.
   *
   * @param url for JDBC
   * @param lease how long what an instance runs stays its own when nothing is heard of it
   */
  record PostgreSql(String url, String user, String password, Duration lease)
      implements DatabaseSettings {

    /** Shows no password, so that no log can. */
    @Override
    public String toString() {
      return "PostgreSql[url=" + url + ", user=" + user + "]";
    }
  }
}
