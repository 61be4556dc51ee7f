package dev.signalbox.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** A database server, which several instances of the bot can share. */
public final class PostgreSql {

  private static final int CONNECTIONS = 10;

  private PostgreSql() {}

  /**
   * Connects.
   *
   * @param url such as {@code jdbc:postgresql://db.example/signalbox}
   * @return connections to it
   * @throws StoreUnavailable when nobody answers there, or refuses
   */
  public static HikariDataSource open(String url, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("store");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(CONNECTIONS);
    try {
      return new HikariDataSource(config);
    } catch (RuntimeException e) {
      throw Outages.of(url).explain(e);
    }
  }
}
