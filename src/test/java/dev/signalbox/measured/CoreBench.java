package dev.signalbox.measured;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.engine.StateMachineInterpreter;
import dev.signalbox.port.Journal.About;
import dev.signalbox.report.Narration;
import dev.signalbox.report.Run;
import dev.signalbox.report.Scenario;
import dev.signalbox.report.Story;
import dev.signalbox.store.H2File;
import dev.signalbox.store.PostgreSql;
import dev.signalbox.store.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the core costs, each beside a peer that does the least that could be done instead, in the
 * same run: {@code ./mvnw test -Pbench -Dtest=CoreBench}.
 */
@Tag("bench")
class CoreBench {
  private static final int ROUNDS = 5;
  private static final String LINE = "x".repeat(400);

  /** Work, and how often it is done in a round. */
  private record Measured(String what, Runnable work, int times) {
    /** Microseconds for one: the median of some rounds after one that does not count. */
    double micros() {
      round();
      double[] rounds = new double[ROUNDS];
      Arrays.setAll(rounds, _ -> round());
      Arrays.sort(rounds);
      return rounds[ROUNDS / 2];
    }

    private double round() {
      long start = System.nanoTime();
      for (int i = 0; i < times; i++) {
        work.run();
      }
      return (System.nanoTime() - start) / 1e3 / times;
    }
  }

  @Test
  void theCoreBesideItsPeers(@TempDir Path directory) throws IOException {
    try (EmbeddedPostgres server = EmbeddedPostgres.start();
        HikariDataSource h2 = H2File.open(directory.resolve("signalbox"));
        HikariDataSource postgresql =
            PostgreSql.open(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
        FileChannel file =
            FileChannel.open(
                directory.resolve("peer"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      Measured forced =
          new Measured("a line appended to a file and forced", () -> force(file), 200);
      List<String> lines =
          List.of(
              "| what | time | beside | ratio |",
              "| --- | --- | --- | --- |",
              line(new Measured("journal commit, H2 file", commit(h2), 200), forced),
              line(new Measured("journal commit, PostgreSQL", commit(postgresql), 200), forced),
              machine(),
              narration());
      Measurements.write("core", "What the core costs", lines);
      assertThat(lines).hasSize(6);
    }
  }

  private static String machine() {
    StateMachineInterpreter interpreter = new StateMachineInterpreter();
    Event event = new Event.Completed();
    return line(
        new Measured(
            "machine made, restored and fed one event",
            () -> interpreter.decide(Strategy.BLUE_GREEN, Phase.ROLLING, event, Set.of()),
            300),
        new Measured(
            "its row looked up in the table",
            () -> Strategy.BLUE_GREEN.table().rows(Phase.ROLLING, event.kind()),
            10_000));
  }

  private static String narration() {
    List<JournalEntry> entries = Run.of(Strategy.BLUE_GREEN, Scenario.HAPPY);
    JsonMapper json = JsonMapper.builder().build();
    return line(
        new Measured(
            "a deployment of " + entries.size() + " entries told", () -> tell(entries), 20),
        new Measured(
            "its entries written as JSON", () -> entries.forEach(json::writeValueAsString), 20));
  }

  /** As the narrator does: the story goes on with each entry. */
  private static void tell(List<JournalEntry> entries) {
    Narration narration = new Narration(_ -> List.of());
    Story story = Story.of(entries.subList(0, 1)).orElseThrow();
    for (JournalEntry entry : entries) {
      story.add(entry);
      narration.tell(entry, java.util.Optional.of(story));
    }
  }

  private static Runnable commit(HikariDataSource dataSource) {
    Stores stores = Stores.open(dataSource, InstantSource.system(), "bench");
    JournalEvent event = new JournalEvent.CommandAccepted("deploys", LINE);
    return () ->
        stores
            .transactions()
            .in(() -> stores.journal().append(About.NOTHING, Actor.SIGNALBOX, event));
  }

  private static void force(FileChannel file) {
    try {
      file.write(ByteBuffer.wrap(LINE.getBytes(StandardCharsets.UTF_8)));
      file.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(Measured ours, Measured peer) {
    double time = ours.micros();
    double least = peer.micros();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s: %s | %.1f |",
        ours.what(),
        said(time),
        peer.what(),
        said(least),
        time / least);
  }

  private static String said(double micros) {
    return micros < 1_000
        ? String.format(Locale.ROOT, "%.3g µs", micros)
        : String.format(Locale.ROOT, "%.2f ms", micros / 1_000);
  }
}
