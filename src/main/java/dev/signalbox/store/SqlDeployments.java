package dev.signalbox.store;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Plan;
import dev.signalbox.port.DeploymentStore;
import dev.signalbox.topology.Lane;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deployments, one row each: the plan, which is written once, the rest as it changes, and columns
 * to search by. That a lane is occupied stands on the lane's row.
 */
final class SqlDeployments implements DeploymentStore {

  private static final String PLAN = "plan";
  private static final String SELECT = "SELECT plan, state FROM deployment ";

  private final JdbcClient sql;
  private final SqlTransactions transactions;
  private final StoredJson json;

  SqlDeployments(JdbcClient sql, SqlTransactions transactions, StoredJson json) {
    this.sql = sql;
    this.transactions = transactions;
    this.json = json;
  }

  @Override
  public Begun begin(Plan plan, Actor requester, Instant at, String owner) {
    transactions.require();
    Optional<DeploymentId> occupant = lockLane(plan.lane());
    if (occupant.isPresent()) {
      return new Begun.Occupied(occupant.get());
    }
    Deployment deployment =
        Deployment.begin(new DeploymentId(nextNumber()), plan, requester, Columns.stored(at));
    insert(deployment, new Lease(owner, at));
    sql.sql("UPDATE lane SET active_deployment = :number WHERE name = :lane")
        .param("number", deployment.id().number())
        .param("lane", plan.lane().toString())
        .update();
    return new Begun.Started(deployment);
  }

  /** From here on, whoever else wants the lane waits; a lane that is new gets its row. */
  private Optional<DeploymentId> lockLane(Lane lane) {
    List<Optional<DeploymentId>> rows =
        sql.sql("SELECT active_deployment FROM lane WHERE name = :lane FOR UPDATE")
            .param("lane", lane.toString())
            .query((row, _) -> occupant(row))
            .list();
    if (!rows.isEmpty()) {
      return rows.getFirst();
    }
    // Of two that come here at once, one is refused the row and runs its transaction again.
    sql.sql("INSERT INTO lane (name) VALUES (:lane)").param("lane", lane.toString()).update();
    return Optional.empty();
  }

  private static Optional<DeploymentId> occupant(ResultSet row) throws SQLException {
    return Optional.ofNullable(Columns.number(row, "active_deployment")).map(DeploymentId::new);
  }

  private long nextNumber() {
    sql.sql("UPDATE deployment_count SET last = last + 1 WHERE only_row = 1").update();
    return sql.sql("SELECT last FROM deployment_count WHERE only_row = 1")
        .query(Long.class)
        .single();
  }

  private void insert(Deployment deployment, Lease lease) {
    sql.sql(
            """
            INSERT INTO deployment
              (number, lane, strategy, version, phase, ended, requested_at, plan, state,
               owner, owned_until)
            VALUES
              (:number, :lane, :strategy, :version, :phase, FALSE, :requested, :plan, :state,
               :owner, :until)
            """)
        .param("number", deployment.id().number())
        .param("lane", deployment.plan().lane().toString())
        .param("strategy", deployment.plan().strategy().name())
        .param("version", deployment.plan().version().text())
        .param("phase", deployment.phase().name())
        .param("requested", Columns.time(deployment.requestedAt()))
        .param("plan", json.write(deployment.plan()))
        .param("state", json.writeWithout(deployment, PLAN))
        .param("owner", lease.owner())
        .param("until", Columns.time(lease.until()))
        .update();
  }

  @Override
  public Optional<Deployment> find(DeploymentId id) {
    return sql.sql(SELECT + "WHERE number = :number")
        .param("number", id.number())
        .query(this::deployment)
        .optional();
  }

  @Override
  public Optional<Deployment> lock(DeploymentId id) {
    transactions.require();
    return sql.sql(SELECT + "WHERE number = :number FOR UPDATE")
        .param("number", id.number())
        .query(this::deployment)
        .optional();
  }

  @Override
  public void save(Deployment deployment) {
    transactions.require();
    boolean ended = deployment.phase().isFinal();
    int rows =
        sql.sql(
                """
                UPDATE deployment SET phase = :phase, ended = :ended, state = :state
                WHERE number = :number AND (ended = FALSE OR ended = :ended)
                """)
            .param("phase", deployment.phase().name())
            .param("ended", ended)
            .param("state", json.writeWithout(deployment, PLAN))
            .param("number", deployment.id().number())
            .update();
    if (rows == 0) {
      // Its lane may belong to another one by now (promise 2).
      throw new IllegalStateException(deployment.id() + " is not there, or has ended already");
    }
    if (ended) {
      free(deployment.id());
    }
  }

  private void free(DeploymentId id) {
    sql.sql("UPDATE deployment SET owner = NULL, owned_until = NULL WHERE number = :number")
        .param("number", id.number())
        .update();
    sql.sql("UPDATE lane SET active_deployment = NULL WHERE active_deployment = :number")
        .param("number", id.number())
        .update();
  }

  @Override
  public List<Deployment> running() {
    return sql.sql(SELECT + "WHERE ended = FALSE ORDER BY number").query(this::deployment).list();
  }

  @Override
  public Optional<Deployment> occupying(Lane lane) {
    return sql.sql(
            SELECT + "WHERE number = (SELECT active_deployment FROM lane WHERE name = :lane)")
        .param("lane", lane.toString())
        .query(this::deployment)
        .optional();
  }

  @Override
  public List<Deployment> newest(Optional<Lane> lane, int limit) {
    String where = lane.isPresent() ? "WHERE lane = :lane " : "";
    JdbcClient.StatementSpec query =
        sql.sql(SELECT + where + "ORDER BY number DESC LIMIT :limit").param("limit", limit);
    return lane.map(l -> query.param("lane", l.toString()))
        .orElse(query)
        .query(this::deployment)
        .list();
  }

  @Override
  public Optional<Lease> lease(DeploymentId id) {
    return sql.sql(
            "SELECT owner, owned_until FROM deployment WHERE number = :number AND ended = FALSE")
        .param("number", id.number())
        .query((row, _) -> new Lease(row.getString("owner"), Columns.instant(row, "owned_until")))
        .optional();
  }

  @Override
  public void lease(DeploymentId id, Lease lease) {
    transactions.require();
    sql.sql(
            """
            UPDATE deployment SET owner = :owner, owned_until = :until
            WHERE number = :number AND ended = FALSE
            """)
        .param("owner", lease.owner())
        .param("until", Columns.time(lease.until()))
        .param("number", id.number())
        .update();
  }

  private Deployment deployment(ResultSet row, int number) throws SQLException {
    return json.readWith(row.getString("state"), PLAN, row.getString("plan"), Deployment.class);
  }
}
