package dev.signalbox.store;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Vote;
import dev.signalbox.port.GateStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** Gates and votes; that the deployment's row is locked first is what keeps them consistent. */
final class SqlGates implements GateStore {

  private final JdbcClient sql;
  private final SqlTransactions transactions;
  private final StoredJson json;

  SqlGates(JdbcClient sql, SqlTransactions transactions, StoredJson json) {
    this.sql = sql;
    this.transactions = transactions;
    this.json = json;
  }

  @Override
  public Gate open(
      Deployment deployment, Gate.Evidence evidence, Instant openedAt, Instant expiresAt) {
    transactions.require();
    GeneratedKeyHolder key = new GeneratedKeyHolder();
    Instant opened = Columns.stored(openedAt);
    Instant expires = Columns.stored(expiresAt);
    String digest = deployment.plan().digest();
    sql.sql(
            """
            INSERT INTO gate
              (deployment, phase, plan_digest, revision, evidence, opened_at, expires_at, state)
            VALUES
              (:deployment, :phase, :digest, 1, :evidence, :opened, :expires, 'OPEN')
            """)
        .param("deployment", deployment.id().number())
        .param("phase", deployment.phase().name())
        .param("digest", digest)
        .param("evidence", json.write(evidence))
        .param("opened", Columns.time(opened))
        .param("expires", Columns.time(expires))
        .update(key, "id");
    long id = Columns.generated(key);
    return new Gate(
        id,
        deployment.id(),
        deployment.phase(),
        digest,
        1,
        evidence,
        opened,
        expires,
        Gate.State.OPEN);
  }

  @Override
  public Optional<Gate> open(DeploymentId deployment) {
    return sql.sql(
            """
            SELECT * FROM gate WHERE deployment = :deployment AND state = 'OPEN'
            ORDER BY id DESC LIMIT 1
            """)
        .param("deployment", deployment.number())
        .query(this::gate)
        .optional();
  }

  @Override
  public Optional<Gate> find(long id) {
    return sql.sql("SELECT * FROM gate WHERE id = :id")
        .param("id", id)
        .query(this::gate)
        .optional();
  }

  @Override
  public List<Gate> open() {
    return sql.sql("SELECT * FROM gate WHERE state = 'OPEN' ORDER BY id").query(this::gate).list();
  }

  @Override
  public void save(Gate gate) {
    transactions.require();
    sql.sql(
            """
            UPDATE gate
            SET revision = :revision, evidence = :evidence, expires_at = :expires, state = :state
            WHERE id = :id
            """)
        .param("revision", gate.revision())
        .param("evidence", json.write(gate.evidence()))
        .param("expires", Columns.time(gate.expiresAt()))
        .param("state", gate.state().name())
        .param("id", gate.id())
        .update();
  }

  @Override
  public List<Vote> votes(long gate, int revision) {
    return sql.sql("SELECT * FROM vote WHERE gate = :gate AND revision = :revision ORDER BY number")
        .param("gate", gate)
        .param("revision", revision)
        .query(SqlGates::vote)
        .list();
  }

  @Override
  public boolean add(Vote vote) {
    transactions.require();
    if (has(vote)) {
      return false;
    }
    // Two at once, against the contract, and the second is refused the row and runs again.
    sql.sql(
            """
            INSERT INTO vote (gate, revision, person, account, means, message, given_at)
            VALUES (:gate, :revision, :person, :account, :means, :message, :at)
            """)
        .param("gate", vote.gate())
        .param("revision", vote.revision())
        .param("person", person(vote))
        .param("account", Columns.text(vote.by().account(), 400))
        .param("means", vote.means().name())
        .param("message", Columns.text(vote.message(), 400))
        .param("at", Columns.time(vote.at()))
        .update();
    return true;
  }

  private boolean has(Vote vote) {
    return sql.sql(
                """
                SELECT COUNT(*) FROM vote
                WHERE gate = :gate AND revision = :revision AND person = :person
                """)
            .param("gate", vote.gate())
            .param("revision", vote.revision())
            .param("person", person(vote))
            .query(Integer.class)
            .single()
        > 0;
  }

  @Override
  public boolean withdraw(Vote vote) {
    transactions.require();
    return sql.sql(
                """
                DELETE FROM vote
                WHERE gate = :gate AND revision = :revision AND person = :person
                """)
            .param("gate", vote.gate())
            .param("revision", vote.revision())
            .param("person", person(vote))
            .update()
        > 0;
  }

  private static String person(Vote vote) {
    return Columns.text(vote.by().person(), 400);
  }

  private Gate gate(ResultSet row, int number) throws SQLException {
    return new Gate(
        row.getLong("id"),
        new DeploymentId(row.getLong("deployment")),
        Phase.valueOf(row.getString("phase")),
        row.getString("plan_digest"),
        row.getInt("revision"),
        json.read(row.getString("evidence"), Gate.Evidence.class),
        Columns.instant(row, "opened_at"),
        Columns.instant(row, "expires_at"),
        Gate.State.valueOf(row.getString("state")));
  }

  private static Vote vote(ResultSet row, int number) throws SQLException {
    return new Vote(
        row.getLong("gate"),
        row.getInt("revision"),
        new Actor(row.getString("person"), row.getString("account")),
        Vote.Means.valueOf(row.getString("means")),
        row.getString("message"),
        Columns.instant(row, "given_at"));
  }
}
