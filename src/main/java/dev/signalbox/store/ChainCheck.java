package dev.signalbox.store;

import dev.signalbox.port.Journal.Head;
import dev.signalbox.port.Journal.Verification;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Walks the journal from its first entry to its head, a page at a time. */
final class ChainCheck {

  /** Entries held at once, so that the journal's length costs time but no memory. */
  private static final int PAGE = 500;

  private static final String MISSING = "the entry is missing";

  private final JdbcClient sql;
  private long position;
  private String hash = HashChain.START;

  ChainCheck(JdbcClient sql) {
    this.sql = sql;
  }

  private record Stored(HashChain.Row row, String hash) {}

  /** Checks up to the head as it was when the check began; what is appended meanwhile is left. */
  Verification run(Head head) {
    while (position < head.position()) {
      List<Stored> page = page(head.position());
      for (Stored entry : page) {
        Optional<String> fault = fault(entry);
        if (fault.isPresent()) {
          return new Verification.Broken(position + 1, fault.get());
        }
        position++;
        hash = entry.hash();
      }
      if (page.isEmpty()) {
        return new Verification.Broken(position + 1, MISSING);
      }
    }
    if (!hash.equals(head.hash())) {
      return new Verification.Broken(
          Math.max(position, 1), "the head of the chain has another hash than this entry");
    }
    return beyond().orElseGet(() -> new Verification.Intact(position, hash));
  }

  private Optional<String> fault(Stored entry) {
    HashChain.Row row = entry.row();
    if (row.position() != position + 1) {
      return Optional.of(row.position() > position + 1 ? MISSING : "the position is below 1");
    }
    if (!row.previousHash().equals(hash)) {
      return Optional.of("the entry does not follow from the one before");
    }
    return HashChain.hash(row).equals(entry.hash())
        ? Optional.empty()
        : Optional.of("the entry's content does not match its hash");
  }

  /** One statement, so that head and entries are of the same moment. */
  private Optional<Verification> beyond() {
    return sql.sql(
            """
            SELECT MIN(j.position) FROM journal j, journal_head h
            WHERE j.position > h.position OR j.position < 1
            """)
        .query((row, _) -> Optional.ofNullable(firstColumn(row)))
        .single()
        .map(p -> new Verification.Broken(p, "the entry was not appended by Signalbox"));
  }

  private static @Nullable Long firstColumn(ResultSet row) throws SQLException {
    long value = row.getLong(1);
    return row.wasNull() ? null : value;
  }

  private List<Stored> page(long upTo) {
    return sql.sql(
            "SELECT * FROM journal WHERE position > :position AND position <= :upTo"
                + " ORDER BY position LIMIT :page")
        .param("position", position)
        .param("upTo", upTo)
        .param("page", PAGE)
        .query((row, _) -> new Stored(SqlJournal.row(row), row.getString("hash")))
        .list();
  }
}
