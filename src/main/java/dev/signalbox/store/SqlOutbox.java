package dev.signalbox.store;

import dev.signalbox.port.Outbox;
import dev.signalbox.report.Message;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The outbox: a row per message key, which its newest revision overwrites. */
final class SqlOutbox implements Outbox {

  private static final String ITEMS = "SELECT m.* FROM outbox m ";

  /**
   * What the platform does not have yet. A message of a thread waits for its card to be there; when
   * the platform never takes the card, it need not wait.
   */
  private static final String READY =
      """
      WHERE m.channel = :channel AND m.pending = TRUE
        AND (m.card IS NULL OR EXISTS (
          SELECT 1 FROM outbox c WHERE c.channel = m.channel AND c.message_key = m.card
            AND (c.reference IS NOT NULL OR c.pending = FALSE)))
      """;

  private final JdbcClient sql;
  private final SqlTransactions transactions;
  private final StoredJson json;

  SqlOutbox(JdbcClient sql, SqlTransactions transactions, StoredJson json) {
    this.sql = sql;
    this.transactions = transactions;
    this.json = json;
  }

  @Override
  public void put(String channel, Message message) {
    transactions.require();
    Optional<Long> present =
        sql.sql(
                """
                SELECT revision FROM outbox
                WHERE channel = :channel AND message_key = :key FOR UPDATE
                """)
            .param("channel", channel)
            .param("key", message.key())
            .query(Long.class)
            .optional();
    if (present.isEmpty()) {
      insert(channel, message);
    } else if (present.get() < message.revision()) {
      replace(channel, message);
    }
  }

  private void insert(String channel, Message message) {
    sql.sql(
            """
            INSERT INTO outbox
              (channel, message_key, priority, card, revision, body, failures, pending)
            VALUES (:channel, :key, :priority, :card, :revision, :body, 0, TRUE)
            """)
        .param("channel", channel)
        .param("key", message.key())
        .param("priority", priority(message))
        .param("card", card(message))
        .param("revision", message.revision())
        .param("body", json.write(message))
        .update();
  }

  private void replace(String channel, Message message) {
    sql.sql(
            """
            UPDATE outbox
            SET priority = :priority, revision = :revision, body = :body, pending = TRUE
            WHERE channel = :channel AND message_key = :key
            """)
        .param("priority", priority(message))
        .param("revision", message.revision())
        .param("body", json.write(message))
        .param("channel", channel)
        .param("key", message.key())
        .update();
  }

  private static @Nullable String card(Message message) {
    return message.place() == Message.Place.THREAD
        ? message.deployment().map(Message::cardKey).orElse(null)
        : null;
  }

  /** The lower, the sooner: it is posted before everything else that waits in its channel. */
  private static int priority(Message message) {
    return switch (message.content()) {
      case Message.Prompt _ -> 1;
      case Message.Notice _ -> message.place() == Message.Place.CHANNEL ? 2 : 4;
      case Message.Card _ -> 3;
    };
  }

  @Override
  public List<Item> due(String channel, Instant now, int limit) {
    return sql.sql(
            ITEMS
                + READY
                + " AND (m.not_before IS NULL OR m.not_before <= :now)"
                + " ORDER BY m.priority, m.id LIMIT :limit")
        .param("channel", channel)
        .param("now", Columns.time(now))
        .param("limit", limit)
        .query(this::item)
        .list();
  }

  @Override
  public Optional<Instant> nextDue(String channel) {
    return sql.sql("SELECT MIN(m.not_before) FROM outbox m " + READY)
        .param("channel", channel)
        .query((row, _) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
        .single()
        .map(OffsetDateTime::toInstant);
  }

  @Override
  public void attempting(long id) {
    update(id, "attempted_revision = revision").update();
  }

  @Override
  public void delivered(long id, long revision, String reference, Optional<String> link) {
    update(
            id,
            """
            posted_revision = :revision, reference = :reference, link = :link,
            attempted_revision = NULL, failures = 0, not_before = NULL, reason = NULL,
            pending = (revision > :revision AND revision > COALESCE(refused_revision, 0))
            """)
        .param("revision", revision)
        .param("reference", reference)
        .param("link", link.map(l -> Columns.text(l, 2000)).orElse(null))
        .update();
  }

  @Override
  public void postpone(long id, Instant until, String reason) {
    update(id, "failures = failures + 1, not_before = :until, reason = :reason")
        .param("until", Columns.time(until))
        .param("reason", Columns.text(reason, 4000))
        .update();
  }

  @Override
  public void giveUp(long id, String reason) {
    update(
            id,
            """
            refused_revision = COALESCE(attempted_revision, revision), attempted_revision = NULL,
            reason = :reason, not_before = NULL,
            pending = (revision > COALESCE(attempted_revision, revision))
            """)
        .param("reason", Columns.text(reason, 4000))
        .update();
  }

  private JdbcClient.StatementSpec update(long id, String changes) {
    transactions.require();
    return sql.sql("UPDATE outbox SET " + changes + " WHERE id = :id").param("id", id);
  }

  @Override
  public Optional<Item> find(String channel, String key) {
    return sql.sql(ITEMS + "WHERE m.channel = :channel AND m.message_key = :key")
        .param("channel", channel)
        .param("key", key)
        .query(this::item)
        .optional();
  }

  @Override
  public Optional<Item> byReference(String channel, String reference) {
    return sql.sql(
            ITEMS
                + "WHERE m.channel = :channel AND m.reference = :reference"
                + " ORDER BY m.id DESC LIMIT 1")
        .param("channel", channel)
        .param("reference", reference)
        .query(this::item)
        .optional();
  }

  @Override
  public List<Item> posted(String channel, int limit) {
    return sql.sql(
            ITEMS
                + "WHERE m.channel = :channel AND m.pending = FALSE AND m.card IS NULL"
                + " AND m.reference IS NOT NULL ORDER BY m.id DESC LIMIT "
                + limit)
        .param("channel", channel)
        .query(this::item)
        .list();
  }

  @Override
  public int backlog(String channel) {
    return sql.sql("SELECT COUNT(*) FROM outbox WHERE channel = :channel AND pending = TRUE")
        .param("channel", channel)
        .query(Integer.class)
        .single();
  }

  @Override
  public long cursor(String reader) {
    // Within a transaction the row is locked: of two that narrate at once, one waits.
    String lock = transactions.isOpen() ? " FOR UPDATE" : "";
    return sql.sql("SELECT position FROM reader_cursor WHERE reader = :reader" + lock)
        .param("reader", reader)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  @Override
  public void moveCursor(String reader, long position) {
    transactions.require();
    int rows =
        sql.sql("UPDATE reader_cursor SET position = :position WHERE reader = :reader")
            .param("position", position)
            .param("reader", reader)
            .update();
    if (rows == 0) {
      sql.sql("INSERT INTO reader_cursor (reader, position) VALUES (:reader, :position)")
          .param("reader", reader)
          .param("position", position)
          .update();
    }
  }

  private Item item(ResultSet row, int number) throws SQLException {
    return new Item(
        row.getLong("id"),
        row.getString("channel"),
        json.read(row.getString("body"), Message.class),
        Optional.ofNullable(row.getString("reference")),
        Optional.ofNullable(Columns.number(row, "posted_revision")),
        Columns.number(row, "attempted_revision") != null,
        row.getInt("failures"));
  }
}
