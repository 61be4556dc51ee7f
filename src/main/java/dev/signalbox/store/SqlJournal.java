package dev.signalbox.store;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.port.Journal;
import dev.signalbox.topology.Lane;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The journal as a table that only grows. Its one-row head is locked from an append until the end
 * of the transaction: entries become visible in the order of their positions, and none is missing.
 */
final class SqlJournal implements Journal {

  private static final String ENTRIES = "SELECT * FROM journal ";

  private final JdbcClient sql;
  private final SqlTransactions transactions;
  private final StoredJson json;
  private final InstantSource clock;
  private final List<Consumer<Long>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong told = new AtomicLong();

  SqlJournal(JdbcClient sql, SqlTransactions transactions, StoredJson json, InstantSource clock) {
    this.sql = sql;
    this.transactions = transactions;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public JournalEntry append(About about, Actor actor, JournalEvent event) {
    transactions.require();
    if (!actor.equals(Actor.SIGNALBOX)) {
      transactions.personActs();
    }
    String body = json.write(event);
    Head head =
        sql.sql("SELECT position, hash FROM journal_head WHERE only_row = 1 FOR UPDATE")
            .query(SqlJournal::position)
            .single();
    HashChain.Row row =
        new HashChain.Row(
            head.position() + 1,
            // Read under the lock, so that times follow positions as far as the clock goes forward.
            Columns.stored(clock.instant()),
            about.deployment().map(DeploymentId::number).orElse(null),
            about.lane().map(Lane::toString).orElse(null),
            Columns.text(actor.person(), 400),
            Columns.text(actor.account(), 400),
            event.kind(),
            body,
            head.hash());
    String hash = HashChain.hash(row);
    insert(row, hash);
    sql.sql("UPDATE journal_head SET position = :position, hash = :hash WHERE only_row = 1")
        .param("position", row.position())
        .param("hash", hash)
        .update();
    transactions.afterCommit(this, () -> tell(row.position()));
    return entry(row, hash);
  }

  private void insert(HashChain.Row row, String hash) {
    sql.sql(
            """
            INSERT INTO journal
              (position, at, deployment, lane, person, account, kind, body, previous_hash, hash)
            VALUES
              (:position, :at, :deployment, :lane, :person, :account, :kind, :body, :previous, :hash)
            """)
        .param("position", row.position())
        .param("at", Columns.time(row.at()))
        .param("deployment", row.deployment())
        .param("lane", row.lane())
        .param("person", row.person())
        .param("account", row.account())
        .param("kind", row.kind())
        .param("body", row.body())
        .param("previous", row.previousHash())
        .param("hash", hash)
        .update();
  }

  @Override
  public List<JournalEntry> after(long position, int limit) {
    return sql.sql(ENTRIES + "WHERE position > :position ORDER BY position LIMIT :limit")
        .param("position", position)
        .param("limit", limit)
        .query(this::entry)
        .list();
  }

  @Override
  public List<JournalEntry> of(DeploymentId deployment) {
    return sql.sql(ENTRIES + "WHERE deployment = :deployment ORDER BY position")
        .param("deployment", deployment.number())
        .query(this::entry)
        .list();
  }

  @Override
  public List<JournalEntry> last(int entries) {
    return sql.sql(ENTRIES + "ORDER BY position DESC LIMIT :limit")
        .param("limit", entries)
        .query(this::entry)
        .list()
        .reversed();
  }

  @Override
  public Head head() {
    return sql.sql("SELECT position, hash FROM journal_head WHERE only_row = 1")
        .query(SqlJournal::position)
        .single();
  }

  @Override
  public Verification verify() {
    return new ChainCheck(sql).run(head());
  }

  @Override
  public void hearOthers() {
    long head = head().position();
    if (head > told.get()) {
      tell(head);
    }
  }

  private void tell(long position) {
    told.accumulateAndGet(position, Math::max);
    listeners.forEach(l -> l.accept(position));
  }

  @Override
  public void onCommit(Consumer<Long> listener) {
    listeners.add(listener);
  }

  private JournalEntry entry(ResultSet row, int number) throws SQLException {
    return entry(row(row), row.getString("hash"));
  }

  private JournalEntry entry(HashChain.Row row, String hash) {
    return new JournalEntry(
        row.position(),
        row.at(),
        Optional.ofNullable(row.deployment()).map(DeploymentId::new),
        Optional.ofNullable(row.lane()).map(Lane::parse),
        new Actor(row.person(), row.account()),
        json.event(row.kind(), row.body()),
        row.body(),
        row.previousHash(),
        hash);
  }

  private static Head position(ResultSet row, int number) throws SQLException {
    return new Head(row.getLong("position"), row.getString("hash"));
  }

  static HashChain.Row row(ResultSet row) throws SQLException {
    Instant at = Columns.instant(row, "at");
    return new HashChain.Row(
        row.getLong("position"),
        at,
        Columns.number(row, "deployment"),
        row.getString("lane"),
        row.getString("person"),
        row.getString("account"),
        row.getString("kind"),
        row.getString("body"),
        row.getString("previous_hash"));
  }
}
