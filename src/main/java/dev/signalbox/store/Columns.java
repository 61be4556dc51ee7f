package dev.signalbox.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.KeyHolder;

/** How values become columns, so that H2 and PostgreSQL give back exactly what they were given. */
final class Columns {

  private Columns() {}

  /** Cut, never rounded: both databases keep microseconds, and each would round in its own way. */
  static Instant stored(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  static OffsetDateTime time(Instant instant) {
    return stored(instant).atOffset(ZoneOffset.UTC);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Long number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : number;
  }

  /** The number that the database gave to a row that was just inserted. */
  static long generated(KeyHolder keys) {
    Number number = keys.getKey();
    if (number == null) {
      throw new IllegalStateException("the database gave the new row no number");
    }
    return number.longValue();
  }

  /**
   * Text that people and platforms wrote, without what PostgreSQL refuses (NUL) or UTF-8 cannot
   * carry (half of a surrogate pair), which would read back as something else than was hashed.
   */
  static String text(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> clean.appendCodePoint(c == 0 || isSurrogate(c) ? REPLACEMENT : c));
    return clean.toString();
  }

  /** As {@link #text(String)}, cut to the column's width. */
  static String text(String text, int width) {
    String clean = text(text);
    if (clean.length() <= width) {
      return clean;
    }
    int end = Character.isHighSurrogate(clean.charAt(width - 1)) ? width - 1 : width;
    return clean.substring(0, end);
  }

  private static final int REPLACEMENT = 0xFFFD;

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
