package dev.signalbox.store;

import dev.signalbox.port.ChannelArchive;
import dev.signalbox.report.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The channels of our own: a row per entry, which its changes overwrite. Each change first takes
 * the channel's next number and holds its row until the commit, as the journal does with its head.
 */
final class SqlChannelArchive implements ChannelArchive {

  private static final int LONGEST_LINE = 100_000;

  private final JdbcClient sql;
  private final SqlTransactions transactions;
  private final StoredJson json;
  private final StoredEntries entries;

  SqlChannelArchive(JdbcClient sql, SqlTransactions transactions, StoredJson json) {
    this.sql = sql;
    this.transactions = transactions;
    this.json = json;
    this.entries = new StoredEntries(sql, json);
  }

  @Override
  public void post(String channel, Message message, Optional<String> thread, Instant at) {
    change(
        channel,
        sequence ->
            entries
                .find(channel, message.key())
                .ifPresentOrElse(
                    old -> replace(channel, old, message, sequence),
                    () -> insert(channel, sequence, NewEntry.of(message, thread, json), at)));
  }

  @Override
  public Entry type(String channel, String person, String line, Instant at) {
    return transactions.in(
        () -> {
          long sequence = next(channel);
          insert(channel, sequence, NewEntry.of(person, line, sequence), at);
          return entries.find(channel, NewEntry.typedKey(sequence)).orElseThrow();
        });
  }

  @Override
  public void react(
      String channel, String key, String emoji, String person, boolean on, Instant at) {
    change(
        channel,
        sequence ->
            entries
                .find(channel, key)
                .map(Entry::position)
                .filter(
                    position ->
                        on
                            ? add(channel, position, emoji, person, at)
                            : remove(channel, position, emoji, person))
                .ifPresent(position -> changed(channel, position, sequence)));
  }

  @Override
  public Optional<Entry> find(String channel, String key) {
    return entries.find(channel, key);
  }

  @Override
  public List<Entry> newest(String channel, long before, int limit) {
    return entries.newest(channel, before, limit);
  }

  @Override
  public List<Entry> thread(String channel, String key, int limit) {
    return entries.thread(channel, key, limit);
  }

  @Override
  public List<Entry> after(String channel, long sequence, int limit) {
    return entries.after(channel, sequence, limit);
  }

  @Override
  public long sequence(String channel) {
    return sql.sql("SELECT sequence FROM channel_head WHERE channel = :channel")
        .param("channel", channel)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  private void change(String channel, Consumer<Long> work) {
    transactions.in(
        () -> {
          work.accept(next(channel));
          return true;
        });
  }

  private long next(String channel) {
    transactions.require();
    int rows =
        sql.sql("UPDATE channel_head SET sequence = sequence + 1 WHERE channel = :channel")
            .param("channel", channel)
            .update();
    if (rows == 0) {
      sql.sql("INSERT INTO channel_head (channel, sequence) VALUES (:channel, 1)")
          .param("channel", channel)
          .update();
    }
    return sequence(channel);
  }

  /** What an entry begins with. */
  private record NewEntry(
      String key, Optional<String> thread, Optional<String> person, long revision, String body) {

    static NewEntry of(Message message, Optional<String> thread, StoredJson json) {
      return new NewEntry(
          message.key(), thread, Optional.empty(), message.revision(), json.write(message));
    }

    static NewEntry of(String person, String line, long sequence) {
      return new NewEntry(
          typedKey(sequence),
          Optional.empty(),
          Optional.of(Columns.text(person, 400)),
          0,
          Columns.text(line, LONGEST_LINE));
    }

    static String typedKey(long sequence) {
      return "typed:" + sequence;
    }
  }

  private void insert(String channel, long sequence, NewEntry entry, Instant at) {
    sql.sql(
            """
            INSERT INTO channel_entry
              (channel, position, sequence, message_key, thread, ordinal, said_at, person,
               revision, body)
            VALUES
              (:channel, :sequence, :sequence, :key, :thread,
               CASE WHEN CAST(:thread AS VARCHAR) IS NULL THEN 0 ELSE
                 (SELECT COUNT(*) + 1 FROM channel_entry
                  WHERE channel = :channel AND thread = :thread) END,
               :at, :person, :revision, :body)
            """)
        .param("channel", channel)
        .param("sequence", sequence)
        .param("key", entry.key())
        .param("thread", entry.thread().orElse(null))
        .param("at", Columns.time(at))
        .param("person", entry.person().orElse(null))
        .param("revision", entry.revision())
        .param("body", entry.body())
        .update();
  }

  private void replace(String channel, Entry old, Message message, long sequence) {
    sql.sql(
            """
            UPDATE channel_entry SET revision = :revision, body = :body, sequence = :sequence
            WHERE channel = :channel AND position = :position AND revision < :revision
              AND person IS NULL
            """)
        .param("revision", message.revision())
        .param("body", json.write(message))
        .param("sequence", sequence)
        .param("channel", channel)
        .param("position", old.position())
        .update();
  }

  private void changed(String channel, long position, long sequence) {
    sql.sql(
            """
            UPDATE channel_entry SET sequence = :sequence
            WHERE channel = :channel AND position = :position
            """)
        .param("sequence", sequence)
        .param("channel", channel)
        .param("position", position)
        .update();
  }

  /** Adds the reaction, and says whether it was not there before. */
  private boolean add(String channel, long position, String emoji, String person, Instant at) {
    return reaction(
                """
                INSERT INTO channel_reaction (channel, position, emoji, person, given_at)
                SELECT :channel, :position, :emoji, :person, CAST(:at AS TIMESTAMP(6) WITH TIME ZONE)
                WHERE NOT EXISTS (
                  SELECT 1 FROM channel_reaction WHERE channel = :channel AND position = :position
                    AND emoji = :emoji AND person = :person)
                """,
                channel,
                position,
                emoji,
                person)
            .param("at", Columns.time(at))
            .update()
        > 0;
  }

  private boolean remove(String channel, long position, String emoji, String person) {
    return reaction(
                """
                DELETE FROM channel_reaction WHERE channel = :channel AND position = :position
                  AND emoji = :emoji AND person = :person
                """,
                channel,
                position,
                emoji,
                person)
            .update()
        > 0;
  }

  private JdbcClient.StatementSpec reaction(
      String statement, String channel, long position, String emoji, String person) {
    return sql.sql(statement)
        .param("channel", channel)
        .param("position", position)
        .param("emoji", Columns.text(emoji, 200))
        .param("person", Columns.text(person, 400));
  }
}
