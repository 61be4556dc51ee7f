package dev.signalbox.app.config;

/**
 * How the database is reached.
 *
 * @param url for JDBC
 */
public record DatabaseSettings(String url, String user, String password) {

  /** Shows no password, so that no log can. */
  @Override
  public String toString() {
    return "DatabaseSettings[url=" + url + ", user=" + user + "]";
  }
}
