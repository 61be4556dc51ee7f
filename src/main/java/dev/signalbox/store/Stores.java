package dev.signalbox.store;

import dev.signalbox.port.ChannelArchive;
import dev.signalbox.port.DeliveryRights;
import dev.signalbox.port.DeploymentStore;
import dev.signalbox.port.GateStore;
import dev.signalbox.port.Inbox;
import dev.signalbox.port.Journal;
import dev.signalbox.port.LaneStore;
import dev.signalbox.port.Outbox;
import dev.signalbox.port.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Everything that the store offers, over one database. */
public record Stores(
    Transactions transactions,
    Journal journal,
    DeploymentStore deployments,
    GateStore gates,
    LaneStore lanes,
    DurableWakeUps wakeUps,
    Outbox outbox,
    ChannelArchive channels,
    Inbox inbox,
    DeliveryRights deliveryRights) {

  /**
   * Brings the database to the present schema and opens it. Closing is closing the data source,
   * after {@link DurableWakeUps#stop}.
   *
   * <p>In an H2 database a commit is made durable by a checkpoint of its own, forced to the disk,
   * before {@link Transactions#in} returns; PostgreSQL does that by itself.
   *
   * @param instance the name of this process, unique among those that share the database
   * @throws StoreUnavailable when the database cannot be used; the message says why
   */
  public static Stores open(DataSource dataSource, InstantSource clock, String instance) {
    return open(dataSource, clock, instance, Stores::checkpoint);
  }

  /**
   * As {@link #open(DataSource, InstantSource, String)}.
   *
   * @param force what makes commits of an H2 database durable
   */
  static Stores open(
      DataSource dataSource, InstantSource clock, String instance, Consumer<JdbcTemplate> force) {
    String url = url(dataSource);
    boolean h2 = url.startsWith("jdbc:h2:");
    Outages outages = Outages.of(url);
    migrate(dataSource, h2, outages);

    JdbcTemplate template = new JdbcTemplate(dataSource);
    template.setExceptionTranslator(outages);
    JdbcClient sql = JdbcClient.create(template);
    JdbcTransactionManager manager = new JdbcTransactionManager(dataSource);
    manager.setExceptionTranslator(outages);

    SqlTransactions.Durability durability =
        h2 ? new GroupCommit(() -> force.accept(template))::await : () -> {};
    SqlTransactions transactions =
        new SqlTransactions(
            new TransactionTemplate(manager),
            durability,
            pause -> LockSupport.parkNanos(pause.toNanos()));
    StoredJson json = new StoredJson();
    return new Stores(
        transactions,
        new SqlJournal(sql, transactions, json, clock),
        new SqlDeployments(sql, transactions, json),
        new SqlGates(sql, transactions, json),
        new SqlLanes(sql, transactions, json),
        new DurableWakeUps(
            dataSource, sql, transactions, json, clock, new DurableWakeUps.Instance(instance, h2)),
        new SqlOutbox(sql, transactions, json),
        new SqlChannelArchive(sql, transactions, json),
        new SqlInbox(sql, transactions),
        new SqlDeliveryRights(sql, transactions));
  }

  private static void checkpoint(JdbcTemplate template) {
    template.execute("CHECKPOINT SYNC");
  }

  private static String url(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      return connection.getMetaData().getURL();
    } catch (SQLException e) {
      throw new Outages("of the store", false).explain(e);
    }
  }

  private static void migrate(DataSource dataSource, boolean h2, Outages outages) {
    try {
      Flyway.configure()
          .dataSource(dataSource)
          .locations("classpath:db/migration", "classpath:db/vendor/" + (h2 ? "h2" : "postgresql"))
          // A schema from the future is not ignored: what it means is not known here.
          .ignoreMigrationPatterns(new String[0])
          .load()
          .migrate();
    } catch (FlywayValidateException e) {
      throw outages.otherSchema(e);
    } catch (FlywayException e) {
      throw outages.explain(e);
    }
  }
}
