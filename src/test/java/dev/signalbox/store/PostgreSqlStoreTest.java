package dev.signalbox.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.JdbcTemplate;

/** The contract on a real PostgreSQL; each test has a database of its own. */
class PostgreSqlStoreTest extends StoreContract {

  private static @Nullable EmbeddedPostgres server;
  private static int databases;

  @BeforeAll
  static void startServer() throws IOException {
    server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server().close();
  }

  private static EmbeddedPostgres server() {
    return Objects.requireNonNull(server);
  }

  @BeforeEach
  void openDatabase() {
    String name = "store_" + ++databases;
    new JdbcTemplate(server().getPostgresDatabase()).execute("CREATE DATABASE " + name);
    open(PostgreSql.open(server().getJdbcUrl("postgres", name), "postgres", ""));
  }

  @Override
  public void allowChanges() {
    sql().execute("DROP TRIGGER IF EXISTS journal_is_append_only ON journal");
  }
}
