package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.port.Journal.About;
import dev.signalbox.port.Journal.Verification;
import dev.signalbox.store.PowerCut.Disk;
import dev.signalbox.store.PowerCut.Weather;
import dev.signalbox.store.PowerCut.Write;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Promise 3 beyond a killed process: the power goes in the middle of a write, again and again, and
 * the disk has written what it was forced to, and of the rest what it pleased. {@code
 * -Dpowercut.seed=SEED} draws the same ones again.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PowerCutTest {

  private static final int A_FEW = 6;
  private static final int MANY = 300;

  /** How often a disk that loses something is given the chance to. */
  private static final int CHANCES = 20;

  private static final int WRITERS = 3;

  @TempDir Path directory;

  private final AtomicLong told = new AtomicLong();
  private int rounds;

  @Test
  void whateverTheDiskWroteEveryCommitThatWasToldIsThere()
      throws IOException, InterruptedException {
    survives(A_FEW);
  }

  @Test
  @Tag("crash-matrix")
  void soItIsAfterHundredsOfCuts() throws IOException, InterruptedException {
    survives(MANY);
  }

  private void survives(int cuts) throws IOException, InterruptedException {
    long seed =
        Optional.ofNullable(Long.getLong("powercut.seed")).orElseGet(() -> new Random().nextLong());
    System.out.println("-Dpowercut.seed=" + seed);
    Random random = new Random(seed);
    byte[] onDisk = fresh();
    for (int i = 0; i < cuts; i++) {
      onDisk = untilTheCut(onDisk, PowerCut.stormy(random), PowerCutTest::checkpoint);
      assertThat(lost(onDisk)).as("commits lost at cut " + i + " of seed " + seed).isZero();
    }
    assertThat(told.get()).isPositive();
  }

  @Test
  void withoutTheSharedForceCommitsWouldBeLost() throws IOException, InterruptedException {
    byte[] onDisk = fresh();
    long lost = 0;
    for (int i = 0; i < CHANCES && lost == 0; i++) {
      onDisk = untilTheCut(onDisk, onlyForced(), _ -> {});
      lost = lost(onDisk);
    }
    assertThat(lost).isPositive();
  }

  /** Nothing reaches the disk that was not forced to it. */
  private static Weather onlyForced() {
    AtomicLong writes = new AtomicLong();
    return new Weather() {
      @Override
      public boolean goesOut(List<Write> unforced) {
        return writes.incrementAndGet() > 8;
      }

      @Override
      public boolean reaches(Write write) {
        return false;
      }
    };
  }

  /** As {@link Stores} has it. */
  private static void checkpoint(JdbcTemplate sql) {
    sql.execute("CHECKPOINT SYNC");
  }

  private Path next() {
    return directory.resolve("store-" + rounds++);
  }

  /** A store that was closed in peace. */
  private byte[] fresh() throws IOException {
    Path file = next();
    try (HikariDataSource dataSource = H2File.open(file)) {
      told.set(append(Stores.open(dataSource, InstantSource.system(), "test")));
    }
    return Files.readAllBytes(Path.of(file + H2File.SUFFIX));
  }

  /** Opens what is on the disk, and commits until the power goes. */
  private byte[] untilTheCut(byte[] onDisk, Weather weather, Consumer<JdbcTemplate> force)
      throws IOException, InterruptedException {
    Path file = next();
    Files.write(Path.of(file + H2File.SUFFIX), onDisk);
    OrderedFile.install();
    Disk disk = PowerCut.power(onDisk, weather);
    AtomicLong toldBefore = new AtomicLong();
    disk.atCut(() -> toldBefore.set(told.get()));
    try (HikariDataSource dataSource = new HikariDataSource()) {
      dataSource.setJdbcUrl(H2File.url(PowerCut.SCHEME + ":", file));
      dataSource.setUsername("signalbox");
      dataSource.setPassword("");
      Thread.ofVirtual().start(() -> writeOn(dataSource, force)).join();
      byte[] left = disk.afterCut();
      told.set(toldBefore.get());
      return left;
    }
  }

  /** Some who commit, and one who writes what need not be durable, until nothing goes any more. */
  private void writeOn(HikariDataSource dataSource, Consumer<JdbcTemplate> force) {
    Stores stores;
    JdbcTemplate sql = new JdbcTemplate(dataSource);
    try {
      stores = Stores.open(dataSource, InstantSource.system(), "test", force);
      sql.execute("CREATE TABLE IF NOT EXISTS scratch (id INT PRIMARY KEY, word VARCHAR)");
    } catch (RuntimeException e) {
      return; // The power went while it was opened.
    }
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(
          Thread.ofVirtual()
              .start(() -> untilItFails(() -> told.accumulateAndGet(append(stores), Math::max))));
    }
    AtomicLong number = new AtomicLong();
    writers.add(
        Thread.ofVirtual()
            .start(
                () ->
                    untilItFails(
                        () ->
                            sql.update(
                                "MERGE INTO scratch VALUES (?, ?)",
                                number.incrementAndGet() % 40,
                                "word".repeat(30)))));
    writers.forEach(PowerCutTest::join);
  }

  private static void untilItFails(Runnable work) {
    try {
      while (true) {
        work.run();
      }
    } catch (RuntimeException e) {
      // The power went.
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long append(Stores stores) {
    return stores
        .transactions()
        .in(
            () ->
                stores
                    .journal()
                    .append(
                        About.NOTHING,
                        Actor.SIGNALBOX,
                        new JournalEvent.CommandAccepted("#deploys", "x".repeat(400)))
                    .position());
  }

  /** How many of the commits that were told are not in what is left; its chain is intact. */
  private long lost(byte[] onDisk) throws IOException {
    Path file = next();
    Files.write(Path.of(file + H2File.SUFFIX), onDisk);
    try (HikariDataSource dataSource = H2File.open(file)) {
      Stores stores = Stores.open(dataSource, InstantSource.system(), "test");
      assertThat(stores.journal().verify()).isInstanceOf(Verification.Intact.class);
      long head = stores.journal().head().position();
      long lost = told.get() - head;
      told.set(head);
      return Math.max(0, lost);
    }
  }
}
