package dev.signalbox.app.config;

import java.nio.file.Path;

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
   */
  record PostgreSql(String url, String user, String password) implements DatabaseSettings {

    /** Shows no password, so that no log can. */
    @Override
    public String toString() {
      return "PostgreSql[url=" + url + ", user=" + user + "]";
    }
  }
}
