package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.signalbox.server.ServerProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
    open(connect(copy()));
  }

  /** Copied with its schema, which is quicker than migrating each. */
  private static String copy() {
    if (databases == 0) {
      create("signalbox", "template1");
      try (HikariDataSource template = connect("signalbox")) {
        Stores.open(template, new TestClock(), "signalbox");
      }
    }
    String name = "store_" + ++databases;
    create(name, "signalbox");
    return name;
  }

  private static void create(String name, String template) {
    new JdbcTemplate(server().getPostgresDatabase())
        .execute("CREATE DATABASE " + name + " TEMPLATE " + template);
  }

  private static HikariDataSource connect(String name) {
    return PostgreSql.open(server().getJdbcUrl("postgres", name), "postgres", "");
  }

  @Override
  public void allowChanges() {
    sql().execute("DROP TRIGGER IF EXISTS journal_is_append_only ON journal");
  }

  @Test
  void aServerThatDoesNotAnswerIsNamed() throws IOException {
    int nobody = ServerProcess.freePort();

    assertThatThrownBy(
            () -> PostgreSql.open("jdbc:postgresql://127.0.0.1:" + nobody + "/bot", "me", "pw"))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("postgresql://127.0.0.1:" + nobody + "/bot cannot be reached");
  }

  @Test
  void aDatabaseThatIsNotThereIsNamed() {
    assertThatThrownBy(
            () -> PostgreSql.open(server().getJdbcUrl("postgres", "nowhere"), "postgres", ""))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("/nowhere does not exist: create it");
  }

  @Test
  void aPasswordInTheAddressIsNotRepeated() {
    assertThatThrownBy(
            () ->
                PostgreSql.open(
                    server().getJdbcUrl("postgres", "nowhere") + "&password=hunter2",
                    "postgres",
                    ""))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageNotContaining("hunter2");
  }
}
