package dev.signalbox.store;

import dev.signalbox.deployment.Hold;
import dev.signalbox.deployment.KeptCluster;
import dev.signalbox.port.LaneStore;
import dev.signalbox.topology.Lane;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds, kept clusters and what was last seen live. */
final class SqlLanes implements LaneStore {

  private final JdbcClient sql;
  private final SqlTransactions transactions;
  private final StoredJson json;

  SqlLanes(JdbcClient sql, SqlTransactions transactions, StoredJson json) {
    this.sql = sql;
    this.transactions = transactions;
    this.json = json;
  }

  @Override
  public List<Hold> holds() {
    return sql.sql("SELECT body FROM hold ORDER BY scope")
        .query((row, _) -> json.read(row.getString("body"), Hold.class))
        .list();
  }

  @Override
  public void hold(Hold hold) {
    transactions.require();
    put("hold", "scope", key(hold.scope()), "body", json.write(hold));
  }

  @Override
  public Optional<Hold> release(Hold.Scope scope) {
    transactions.require();
    Optional<Hold> held =
        sql.sql("SELECT body FROM hold WHERE scope = :scope FOR UPDATE")
            .param("scope", key(scope))
            .query((row, _) -> json.read(row.getString("body"), Hold.class))
            .optional();
    sql.sql("DELETE FROM hold WHERE scope = :scope").param("scope", key(scope)).update();
    return held;
  }

  /** With its kind: an application may be called "everything". */
  private static String key(Hold.Scope scope) {
    return switch (scope) {
      case Hold.Scope.OfLane lane -> "lane:" + lane;
      case Hold.Scope.OfApplication application -> "application:" + application;
      case Hold.Scope.Everything _ -> "everything";
    };
  }

  @Override
  public void lock(Lane lane) {
    transactions.require();
    boolean there =
        sql.sql("SELECT name FROM lane WHERE name = :lane FOR UPDATE")
            .param("lane", lane.toString())
            .query(String.class)
            .optional()
            .isPresent();
    if (!there) {
      // Of two that come here at once, one is refused the row and runs its transaction again.
      sql.sql("INSERT INTO lane (name) VALUES (:lane)").param("lane", lane.toString()).update();
    }
  }

  @Override
  public Optional<KeptCluster> kept(Lane lane) {
    return sql.sql("SELECT body FROM kept_cluster WHERE lane = :lane")
        .param("lane", lane.toString())
        .query((row, _) -> json.read(row.getString("body"), KeptCluster.class))
        .optional();
  }

  @Override
  public List<KeptCluster> kept() {
    return sql.sql("SELECT body FROM kept_cluster ORDER BY lane")
        .query((row, _) -> json.read(row.getString("body"), KeptCluster.class))
        .list();
  }

  @Override
  public void keep(KeptCluster kept) {
    transactions.require();
    put("kept_cluster", "lane", kept.lane().toString(), "body", json.write(kept));
  }

  @Override
  public void forgetKept(Lane lane) {
    transactions.require();
    sql.sql("DELETE FROM kept_cluster WHERE lane = :lane").param("lane", lane.toString()).update();
  }

  @Override
  public Optional<String> lastSeenLive(Lane lane) {
    return sql.sql(
            "SELECT last_seen_live FROM lane WHERE name = :lane AND last_seen_live IS NOT NULL")
        .param("lane", lane.toString())
        .query(String.class)
        .optional();
  }

  @Override
  public void sawLive(Lane lane, String cluster) {
    transactions.require();
    put("lane", "name", lane.toString(), "last_seen_live", cluster);
  }

  /** No database-neutral statement does both; of two inserts at once, one runs again. */
  private void put(String table, String keyColumn, String key, String column, String value) {
    int rows =
        sql.sql("UPDATE " + table + " SET " + column + " = :value WHERE " + keyColumn + " = :key")
            .param("value", value)
            .param("key", key)
            .update();
    if (rows == 0) {
      sql.sql("INSERT INTO " + table + " (" + keyColumn + ", " + column + ") VALUES (:key, :value)")
          .param("key", key)
          .param("value", value)
          .update();
    }
  }
}
