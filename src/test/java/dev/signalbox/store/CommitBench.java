package dev.signalbox.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.port.Journal.About;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a commit costs: {@code ./mvnw test -Pbench -Dtest=CommitBench}. */
@Tag("bench")
class CommitBench {

  private static final int COMMITS = 2_000;

  @TempDir Path directory;

  @Test
  void onAFileOfH2() throws IOException, ExecutionException, InterruptedException {
    Path file = directory.resolve("signalbox");
    try (HikariDataSource dataSource = H2File.open(file)) {
      run("H2", dataSource);
      System.out.printf("H2: %,d kB%n", Files.size(Path.of(file + H2File.SUFFIX)) / 1024);
    }
    System.out.printf("H2, closed: %,d kB%n", Files.size(Path.of(file + H2File.SUFFIX)) / 1024);
  }

  @Test
  void onPostgreSql() throws IOException, ExecutionException, InterruptedException {
    try (EmbeddedPostgres server = EmbeddedPostgres.start();
        HikariDataSource dataSource =
            PostgreSql.open(server.getJdbcUrl("postgres", "postgres"), "postgres", "")) {
      run("PostgreSQL", dataSource);
    }
  }

  private static void run(String name, HikariDataSource dataSource)
      throws ExecutionException, InterruptedException {
    Stores stores = Stores.open(dataSource, new TestClock(), "bench");
    for (int i = 0; i < COMMITS / 4; i++) {
      append(stores);
    }
    long start = System.nanoTime();
    for (int i = 0; i < COMMITS; i++) {
      append(stores);
    }
    report(name + ", one after another", start);
    start = System.nanoTime();
    StoreFixture.atOnce(COMMITS, _ -> append(stores));
    report(name + ", all at once", start);
    start = System.nanoTime();
    stores.journal().verify();
    System.out.printf(
        "%s: verified %,d entries in %,d ms%n",
        name, stores.journal().head().position(), (System.nanoTime() - start) / 1_000_000);
  }

  private static void report(String what, long start) {
    System.out.printf("%s: %.2f ms a commit%n", what, (System.nanoTime() - start) / 1e6 / COMMITS);
  }

  private static boolean append(Stores stores) {
    return stores
            .transactions()
            .in(
                () ->
                    stores
                        .journal()
                        .append(
                            About.NOTHING,
                            Actor.SIGNALBOX,
                            new JournalEvent.CommandAccepted("#deploys", "x".repeat(400))))
            .position()
        > 0;
  }
}
