package dev.signalbox.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/** What H2 calls before a row of the journal is changed or deleted: refuses it. */
public final class AppendOnly implements Trigger {

  /** Refuses. */
  @Override
  public void fire(Connection connection, Object @Nullable [] oldRow, Object @Nullable [] newRow)
      throws SQLException {
    throw new SQLException("the journal is append-only: change refused");
  }
}
