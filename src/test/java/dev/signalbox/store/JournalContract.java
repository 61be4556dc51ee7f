package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.port.Journal;
import dev.signalbox.port.Journal.About;
import dev.signalbox.port.Journal.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The journal and its chain, on any database. */
interface JournalContract extends StoreFixture {

  private Journal journal() {
    return stores().journal();
  }

  private JournalEntry append(String line) {
    return in(() -> appendHere(line));
  }

  private JournalEntry appendHere(String line) {
    return journal()
        .append(
            About.of(new DeploymentId(1), Samples.SHOP),
            Samples.DANA,
            new JournalEvent.CommandAccepted("#deploys", line));
  }

  private void tamper(String statement) {
    allowChanges();
    assertThat(sql().update(statement)).isPositive();
  }

  /** As an intruder would who can open the database. */
  void allowChanges();

  @Test
  default void anEmptyJournalIsIntact() {
    assertThat(journal().head()).isEqualTo(new Journal.Head(0, "0".repeat(64)));
    assertThat(journal().verify()).isEqualTo(new Verification.Intact(0, "0".repeat(64)));
    assertThat(journal().last(5)).isEmpty();
  }

  @Test
  default void whatIsReadIsWhatWasAppended() {
    JournalEntry first = append("/deploy v2 bluegreen → ✅ مرحبا");
    clock().advance(Duration.ofNanos(1_000));
    JournalEntry second =
        in(
            () ->
                journal()
                    .append(
                        About.NOTHING,
                        new Actor("nul \0", "half \udc00"),
                        new JournalEvent.CommandRefused("#x", "nul \0, half \ud83d", "'\"\\")));

    assertThat(journal().after(0, 10)).hasSize(2).first().isEqualTo(first);
    assertThat(journal().last(1).getFirst().hash()).isEqualTo(second.hash());
    assertThat(journal().last(1).getFirst().body()).isEqualTo(second.body());
    assertThat(journal().of(new DeploymentId(1))).containsExactly(first);
    assertThat(journal().after(1, 10)).extracting(JournalEntry::position).containsExactly(2L);
    assertThat(journal().verify()).isEqualTo(new Verification.Intact(2, second.hash()));
    assertThat(journal().head()).isEqualTo(new Journal.Head(2, second.hash()));
  }

  @Test
  default void positionsFollowCommitOrderWithoutGaps()
      throws ExecutionException, InterruptedException {
    List<Long> told = new CopyOnWriteArrayList<>();
    journal().onCommit(told::add);

    StoreFixture.atOnce(
        100,
        i -> {
          try {
            return in(
                () -> {
                  JournalEntry entry = appendHere("line " + i);
                  appendHere("and its second");
                  if (i % 5 == 0) {
                    throw new IllegalArgumentException("rolled back");
                  }
                  return entry.position();
                });
          } catch (IllegalArgumentException e) {
            return 0L;
          }
        });

    assertThat(journal().after(0, 1000))
        .extracting(JournalEntry::position)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 160).boxed().toList());
    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(1, 80).map(i -> 2 * i).boxed().toList());
    assertThat(journal().verify()).isInstanceOf(Verification.Intact.class);
  }

  @Test
  default void aReaderNeverSeesAPositionBeforeTheOnesBelowIt()
      throws ExecutionException, InterruptedException {
    List<String> holes = new ArrayList<>();
    Thread reader =
        Thread.ofVirtual()
            .start(
                () -> {
                  long seen = 0;
                  while (seen < 200) {
                    for (JournalEntry entry : journal().after(seen, 50)) {
                      if (entry.position() != seen + 1) {
                        holes.add("after " + seen + " came " + entry.position());
                      }
                      seen = entry.position();
                    }
                  }
                });

    StoreFixture.atOnce(200, i -> append("line " + i));
    reader.join();

    assertThat(holes).isEmpty();
  }

  @Test
  default void aChangedEntryIsFound() {
    for (int i = 0; i < 5; i++) {
      append("line " + i);
    }
    tamper("UPDATE journal SET person = 'mallory' WHERE position = 3");

    assertThat(journal().verify())
        .isEqualTo(new Verification.Broken(3, "the entry's content does not match its hash"));
  }

  @Test
  default void anEntryThatWasHashedAnewIsFoundByTheNextOne() {
    append("one");
    append("two");
    append("three");
    tamper("UPDATE journal SET hash = '" + "a".repeat(64) + "' WHERE position = 2");
    assertThat(journal().verify()).isInstanceOf(Verification.Broken.class);
    String hash =
        sql()
            .queryForObject(
                "SELECT * FROM journal WHERE position = 2",
                (row, _) -> HashChain.hash(SqlJournal.row(row)));
    // The right hash again, over another text.
    sql().update("UPDATE journal SET hash = ? WHERE position = 2", hash);
    assertThat(journal().verify()).isInstanceOf(Verification.Intact.class);
    sql().update("UPDATE journal SET account = 'slack:U9' WHERE position = 2");
    String forged =
        sql()
            .queryForObject(
                "SELECT * FROM journal WHERE position = 2",
                (row, _) -> HashChain.hash(SqlJournal.row(row)));
    sql().update("UPDATE journal SET hash = ? WHERE position = 2", forged);

    assertThat(journal().verify())
        .isEqualTo(new Verification.Broken(3, "the entry does not follow from the one before"));
  }

  @Test
  default void aDeletedEntryIsFoundAlsoAtTheEnd() {
    append("one");
    append("two");
    append("three");
    tamper("DELETE FROM journal WHERE position = 3");
    assertThat(journal().verify()).isEqualTo(new Verification.Broken(3, "the entry is missing"));

    tamper("DELETE FROM journal WHERE position = 1");
    assertThat(journal().verify()).isEqualTo(new Verification.Broken(1, "the entry is missing"));
  }

  @Test
  default void twoEntriesThatChangedPlacesAreFound() {
    append("one");
    append("two");
    append("three");
    tamper("UPDATE journal SET position = -1 WHERE position = 2");
    tamper("UPDATE journal SET position = 2 WHERE position = 3");
    tamper("UPDATE journal SET position = 3 WHERE position = -1");

    assertThat(journal().verify())
        .isEqualTo(new Verification.Broken(2, "the entry does not follow from the one before"));
  }

  @Test
  default void anInsertedEntryIsFound() {
    append("one");
    sql()
        .update(
            "INSERT INTO journal SELECT 7, at, deployment, lane, person, account, kind, body,"
                + " hash, hash FROM journal WHERE position = 1");

    assertThat(journal().verify())
        .isEqualTo(new Verification.Broken(7, "the entry was not appended by Signalbox"));
  }

  @Test
  default void aLongJournalIsCheckedToItsEnd() {
    doIn(
        () -> {
          for (int i = 0; i < 1_234; i++) {
            appendHere("line " + i);
          }
        });

    assertThat(journal().verify())
        .isEqualTo(new Verification.Intact(1_234, journal().head().hash()));
  }

  @Test
  default void theDatabaseItselfRefusesToChangeAnEntry() {
    append("one");

    assertThatThrownBy(() -> sql().update("UPDATE journal SET person = 'mallory'"))
        .hasMessageContaining("append-only");
    assertThatThrownBy(() -> sql().update("DELETE FROM journal"))
        .hasMessageContaining("append-only");
  }
}
