package dev.signalbox.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.signalbox.port.ChannelArchive;
import dev.signalbox.port.ChannelArchiveContract;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.jdbc.core.JdbcTemplate;

/** The whole contract; each database opens an empty store before each test. */
abstract class StoreContract
    implements TransactionsContract,
        JournalContract,
        DeploymentContract,
        GateContract,
        OutboxContract,
        WakeUpContract,
        InboxContract,
        DeliveryRightsContract,
        ChannelArchiveContract {

  private final TestClock clock = new TestClock();
  private @Nullable HikariDataSource dataSource;
  private @Nullable Stores stores;

  void open(HikariDataSource opened) {
    dataSource = opened;
    stores = Stores.open(opened, clock, "test");
  }

  @AfterEach
  void close() {
    if (stores != null) {
      stores.wakeUps().stop();
    }
    if (dataSource != null) {
      dataSource.close();
    }
  }

  @Override
  public DurableWakeUps anotherInstance(String name) {
    return Stores.open(Objects.requireNonNull(dataSource), clock, name).wakeUps();
  }

  @Override
  public Stores stores() {
    return Objects.requireNonNull(stores);
  }

  @Override
  public ChannelArchive archive() {
    return stores().channels();
  }

  @Override
  public TestClock clock() {
    return clock;
  }

  @Override
  public JdbcTemplate sql() {
    return new JdbcTemplate(Objects.requireNonNull(dataSource));
  }
}
