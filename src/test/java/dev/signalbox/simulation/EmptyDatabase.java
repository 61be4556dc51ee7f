package dev.signalbox.simulation;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.signalbox.store.H2File;
import dev.signalbox.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database with the schema and nothing else, made once and copied for every trial. */
final class EmptyDatabase {
  private static final AtomicInteger COPIES = new AtomicInteger();

  private EmptyDatabase() {}

  /** As it is made on a disk. */
  private static final class Template {
    static final byte[] FILE;
    static final List<String> SCRIPT;

    static {
      try {
        Path directory = Files.createTempDirectory("trial");
        Path path = directory.resolve("empty");
        try (HikariDataSource source = H2File.open(path)) {
          Stores.open(source, new SimClock(), "empty");
          SCRIPT = JdbcClient.create(source).sql("SCRIPT").query(String.class).list();
        }
        Path file = Path.of(path + ".mv.db");
        FILE = Files.readAllBytes(file);
        Files.delete(file);
        Files.delete(directory);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A copy in a file of the directory. */
  static HikariDataSource in(Path directory) {
    Path path = directory.resolve("trial-" + COPIES.incrementAndGet());
    try {
      Files.write(Path.of(path + ".mv.db"), Template.FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return H2File.open(path);
  }

  /** A copy in memory, for trials by the hundred; it is gone when it is closed. */
  static HikariDataSource inMemory() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:trial-" + COPIES.incrementAndGet() + ";LOCK_TIMEOUT=10000");
    config.setUsername("signalbox");
    config.setPassword("");
    config.setMaximumPoolSize(10);
    HikariDataSource source = new HikariDataSource(config);
    JdbcClient sql = JdbcClient.create(source);
    Template.SCRIPT.stream()
        .filter(s -> !s.startsWith("CREATE USER"))
        .forEach(s -> sql.sql(s).update());
    return source;
  }
}
