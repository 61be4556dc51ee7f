package dev.signalbox.store;

import dev.signalbox.port.Inbox;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What came in already: a row per key, which the first to insert it owns. */
final class SqlInbox implements Inbox {
  private static final int LONGEST_KEY = 400;

  private final JdbcClient sql;
  private final SqlTransactions transactions;

  SqlInbox(JdbcClient sql, SqlTransactions transactions) {
    this.sql = sql;
    this.transactions = transactions;
  }

  @Override
  public boolean first(String key, Instant now, Instant until) {
    requireShort(key);
    return transactions.in(
        () -> {
          transactions.require();
          sql.sql("DELETE FROM inbox WHERE until <= :now").param("now", Columns.time(now)).update();
          return !noted(key) && insert(key, until);
        });
  }

  /** Of two that insert at once, one violates the key and is run again: then it is noted. */
  private boolean insert(String key, Instant until) {
    return sql.sql("INSERT INTO inbox (item, until) VALUES (:item, :until)")
            .param("item", key)
            .param("until", Columns.time(until))
            .update()
        == 1;
  }

  private boolean noted(String key) {
    return sql.sql("SELECT COUNT(*) FROM inbox WHERE item = :item")
            .param("item", key)
            .query(Integer.class)
            .single()
        > 0;
  }

  @Override
  public boolean has(String key, Instant now) {
    requireShort(key);
    return sql.sql("SELECT COUNT(*) FROM inbox WHERE item = :item AND until > :now")
            .param("item", key)
            .param("now", Columns.time(now))
            .query(Integer.class)
            .single()
        > 0;
  }

  @Override
  public void forget(String key) {
    transactions.in(
        () -> {
          transactions.require();
          return sql.sql("DELETE FROM inbox WHERE item = :item").param("item", key).update();
        });
  }

  private static void requireShort(String key) {
    if (key.length() > LONGEST_KEY) {
      throw new IllegalArgumentException(
          "key: found " + key.length() + " characters, write at most " + LONGEST_KEY);
    }
  }
}
