package dev.signalbox.store;

import dev.signalbox.port.Inbox;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What came in already: a row per key, which the first to insert it owns. */
final class SqlInbox implements Inbox {
  private static final Logger LOG = LoggerFactory.getLogger(SqlInbox.class);
  private static final int LONGEST_KEY = 400;

  private final JdbcClient sql;
  private final SqlTransactions transactions;
  private final SqlDeeds deeds;

  SqlInbox(JdbcClient sql, SqlTransactions transactions) {
    this.sql = sql;
    this.transactions = transactions;
    this.deeds = new SqlDeeds(sql);
  }

  @Override
  public boolean first(String key, Instant now, Instant until) {
    requireShort(key);
    return transactions.in(
        () -> {
          transactions.require();
          clean(now);
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

  @Override
  public <T> Optional<T> once(String key, Instant now, Instant until, Supplier<T> work) {
    return has(key, now) ? Optional.empty() : together(() -> noteOnce(key, now, until), work);
  }

  private void noteOnce(String key, Instant now, Instant until) {
    clean(now);
    if (noted(key) || !insert(key, until)) {
      throw new DoneAlready(key);
    }
  }

  @Override
  public <T> Optional<T> forgetting(String key, Instant now, Supplier<T> work) {
    return has(key, now) ? together(() -> forgetOnce(key), work) : Optional.empty();
  }

  private void forgetOnce(String key) {
    if (sql.sql("DELETE FROM inbox WHERE item = :item").param("item", key).update() == 0) {
      throw new DoneAlready(key);
    }
  }

  @Override
  public Optional<Noted> note(String key, Deed deed, Instant now, Instant until, Instant claimed) {
    requireShort(key);
    return transactions.in(
        () -> {
          transactions.require();
          clean(now);
          if (noted(key) || !insert(key, until)) {
            return Optional.empty();
          }
          return Optional.of(deeds.add(deed, now, claimed));
        });
  }

  @Override
  public <T> Optional<T> done(Noted noted, Supplier<T> work) {
    return together(
        () -> {
          if (!deeds.remove(noted)) {
            throw new DoneAlready(noted.deed().toString());
          }
        },
        work);
  }

  @Override
  public List<Noted> left(String platform, Instant now, Instant claimed) {
    return transactions.in(
        () -> {
          transactions.require();
          return deeds.claim(platform, now, claimed);
        });
  }

  private <T> Optional<T> together(Runnable change, Supplier<T> work) {
    try {
      return Optional.of(transactions.together(change, work));
    } catch (DoneAlready e) {
      LOG.info("{}", e.getMessage());
      return Optional.empty();
    }
  }

  private void clean(Instant now) {
    sql.sql("DELETE FROM inbox WHERE until <= :now").param("now", Columns.time(now)).update();
  }

  private static void requireShort(String key) {
    if (key.length() > LONGEST_KEY) {
      throw new IllegalArgumentException(
          "key: found " + key.length() + " characters, write at most " + LONGEST_KEY);
    }
  }
}
