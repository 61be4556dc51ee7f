package dev.signalbox.store;

import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * Tells an outage of the database from everything else that an SQL error may mean, and says it so
 * that whoever runs the bot knows what to do.
 */
final class Outages implements SQLExceptionTranslator {

  private final SQLExceptionTranslator others = new SQLExceptionSubclassTranslator();
  private final String place;
  private final boolean file;

  /**
   * Outages of one database.
   *
   * @param place the file or the server, as its owner knows it
   * @param file whether it is a file of ours, rather than a server
   */
  Outages(String place, boolean file) {
    this.place = place;
    this.file = file;
  }

  /** Outages of the database behind a JDBC URL of H2 or PostgreSQL. */
  static Outages of(String url) {
    boolean h2 = url.startsWith("jdbc:h2:");
    String place = url.replaceFirst("^jdbc:(h2:)?", "").replaceFirst("[;?].*$", "");
    // Before the path stand the file systems it goes through; a drive has only one letter.
    return h2 && !place.startsWith("mem:")
        ? new Outages(place.replaceFirst("^([a-z]{2,}:)+", "") + H2File.SUFFIX, true)
        : new Outages(place, h2);
  }

  @Override
  public @Nullable DataAccessException translate(
      String task, @Nullable String sql, SQLException ex) {
    String remedy = remedy(ex);
    return remedy == null ? others.translate(task, sql, ex) : new StoreUnavailable(remedy, ex);
  }

  /** What to say when the schema is not the one that this version brings. */
  StoreUnavailable otherSchema(Exception e) {
    return new StoreUnavailable(
        "The database "
            + place
            + " was brought to its schema by another version of Signalbox, probably a newer one."
            + " Start that version. ("
            + e.getMessage()
            + ")",
        e);
  }

  /** The outage that this error tells of, in any case; for the time of opening. */
  StoreUnavailable explain(Exception e) {
    StoreUnavailable told = find(e, StoreUnavailable.class);
    if (told != null) {
      return told;
    }
    SQLException sql = find(e, SQLException.class);
    String remedy = sql == null ? null : remedy(sql);
    return new StoreUnavailable(
        remedy == null ? "The database " + place + " cannot be opened: " + e.getMessage() : remedy,
        e);
  }

  private @Nullable String remedy(SQLException e) {
    return file ? remedyOfFile(e) : remedyOfServer(e);
  }

  private @Nullable String remedyOfFile(SQLException e) {
    IOException io = find(e, IOException.class);
    if (e.getErrorCode() == 90100 || (io != null && isFull(io))) {
      return "The disk that holds the database file "
          + place
          + " is full. Free some space and start again: everything that was committed is there.";
    }
    return switch (e.getErrorCode()) {
      case 90020 ->
          "The database file "
              + place
              + " is in use by another process. Stop the other Signalbox, or give this one a file"
              + " of its own.";
      case 90097 -> "The database file " + place + " cannot be written: check its permissions.";
      case 90030, 90048, 90049 ->
          "The database file "
              + place
              + " is damaged, or is no database. Put a backup in its place, or move it away to"
              + " begin with an empty one.";
      case 28000 ->
          "The database file " + place + " has another user or password than Signalbox uses.";
      case 90028, 90031, 90034, 90098, 90121 -> broken(e, io);
      default -> io != null ? broken(e, io) : null;
    };
  }

  private String broken(SQLException e, @Nullable IOException io) {
    return "The database file "
        + place
        + " cannot be read or written ("
        + (io == null ? e.getMessage() : io.toString())
        + "). Check the disk and the file's permissions and start again: everything that was"
        + " committed is there.";
  }

  private @Nullable String remedyOfServer(SQLException e) {
    String state = e.getSQLState();
    if (state == null) {
      return null;
    }
    return switch (state) {
      case "3D000" -> "The database " + place + " does not exist: create it.";
      case "53100" -> "The disk of the database " + place + " is full. Free some space.";
      case "25006" -> "The database " + place + " takes no changes: is it a stand-by?";
      case "57P01", "57P02", "57P03", "53300" ->
          "The database " + place + " takes no connections now: " + e.getMessage();
      default -> remedyOfClass(state.substring(0, 2), e);
    };
  }

  private @Nullable String remedyOfClass(String sqlClass, SQLException e) {
    return switch (sqlClass) {
      case "08" ->
          "The database "
              + place
              + " cannot be reached ("
              + e.getMessage()
              + "). Check its address and that it runs.";
      case "28" -> "The database " + place + " refuses this user or password: " + e.getMessage();
      default -> null;
    };
  }

  private static boolean isFull(IOException e) {
    String said = String.valueOf(e.getMessage());
    return said.contains("No space left")
        || said.contains("not enough space")
        || said.contains("Disk quota exceeded");
  }

  /** The first of that type among an error and its causes. */
  static <T extends Throwable> @Nullable T find(@Nullable Throwable error, Class<T> type) {
    // A bound, because causes may be circular.
    for (int depth = 0; error != null && depth < 30; depth++) {
      if (type.isInstance(error)) {
        return type.cast(error);
      }
      error = error.getCause();
    }
    return null;
  }
}
