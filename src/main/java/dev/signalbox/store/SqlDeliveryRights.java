package dev.signalbox.store;

import dev.signalbox.port.DeliveryRights;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A row per channel, which names its deliverer. */
final class SqlDeliveryRights implements DeliveryRights {
  private final JdbcClient sql;
  private final SqlTransactions transactions;

  SqlDeliveryRights(JdbcClient sql, SqlTransactions transactions) {
    this.sql = sql;
    this.transactions = transactions;
  }

  @Override
  public boolean take(String channel, String instance, Instant now, Instant until) {
    return transactions.in(
        () -> {
          transactions.require();
          return prolong(channel, instance, now, until)
              || (!isKnown(channel) && insert(channel, instance, until));
        });
  }

  private boolean prolong(String channel, String instance, Instant now, Instant until) {
    return sql.sql(
                """
                UPDATE delivery_right SET instance = :instance, until = :until
                WHERE channel = :channel AND (instance = :instance OR until <= :now)
                """)
            .param("instance", instance)
            .param("until", Columns.time(until))
            .param("channel", channel)
            .param("now", Columns.time(now))
            .update()
        == 1;
  }

  private boolean isKnown(String channel) {
    return sql.sql("SELECT COUNT(*) FROM delivery_right WHERE channel = :channel")
            .param("channel", channel)
            .query(Integer.class)
            .single()
        > 0;
  }

  /** Of two that insert at once, one violates the key and is run again: then it is known. */
  private boolean insert(String channel, String instance, Instant until) {
    return sql.sql(
                "INSERT INTO delivery_right (channel, instance, until)"
                    + " VALUES (:channel, :instance, :until)")
            .param("channel", channel)
            .param("instance", instance)
            .param("until", Columns.time(until))
            .update()
        == 1;
  }

  @Override
  public void leave(String channel, String instance) {
    transactions.in(
        () -> {
          transactions.require();
          return sql.sql(
                  "DELETE FROM delivery_right WHERE channel = :channel AND instance = :instance")
              .param("channel", channel)
              .param("instance", instance)
              .update();
        });
  }
}
