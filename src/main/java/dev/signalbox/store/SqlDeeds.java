package dev.signalbox.store;

import dev.signalbox.port.Inbox.Deed;
import dev.signalbox.port.Inbox.Kind;
import dev.signalbox.port.Inbox.Noted;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** What people asked for and what is not done yet; within the transactions of the inbox. */
final class SqlDeeds {
  private static final int LONGEST_WORDS = 20_000;

  private final JdbcClient sql;

  SqlDeeds(JdbcClient sql) {
    this.sql = sql;
  }

  Noted add(Deed deed, Instant now, Instant claimed) {
    GeneratedKeyHolder keys = new GeneratedKeyHolder();
    Deed kept = kept(deed);
    sql.sql(
            """
            INSERT INTO deed
              (platform, channel, account, kind, message, words, answer, noted_at, claimed_until)
            VALUES
              (:platform, :channel, :account, :kind, :message, :words, :answer, :now, :claimed)
            """)
        .param("platform", kept.platform())
        .param("channel", kept.channel())
        .param("account", kept.account())
        .param("kind", kept.kind().name())
        .param("message", kept.message().orElse(null))
        .param("words", kept.words())
        .param("answer", kept.answer().orElse(null))
        .param("now", Columns.time(now))
        .param("claimed", Columns.time(claimed))
        .update(keys, "number");
    return new Noted(Columns.generated(keys), kept, Columns.stored(now));
  }

  private static Deed kept(Deed deed) {
    return new Deed(
        deed.platform(),
        Columns.text(deed.channel(), 400),
        Columns.text(deed.account(), 400),
        deed.kind(),
        deed.message().map(m -> Columns.text(m, 400)),
        Columns.text(deed.words(), LONGEST_WORDS),
        deed.answer().filter(a -> a.length() <= 4_000));
  }

  /** Whether it was there. */
  boolean remove(Noted noted) {
    return sql.sql("DELETE FROM deed WHERE number = :number")
            .param("number", noted.number())
            .update()
        == 1;
  }

  List<Noted> claim(String platform, Instant now, Instant claimed) {
    List<Noted> left =
        sql.sql(
                "SELECT * FROM deed WHERE platform = :platform AND claimed_until <= :now"
                    + " ORDER BY number FOR UPDATE")
            .param("platform", platform)
            .param("now", Columns.time(now))
            .query(SqlDeeds::noted)
            .list();
    for (Noted noted : left) {
      sql.sql("UPDATE deed SET claimed_until = :claimed WHERE number = :number")
          .param("claimed", Columns.time(claimed))
          .param("number", noted.number())
          .update();
    }
    return left;
  }

  private static Noted noted(ResultSet row, int number) throws SQLException {
    Deed deed =
        new Deed(
            row.getString("platform"),
            row.getString("channel"),
            row.getString("account"),
            Kind.valueOf(row.getString("kind")),
            Optional.ofNullable(row.getString("message")),
            row.getString("words"),
            Optional.ofNullable(row.getString("answer")));
    return new Noted(row.getLong("number"), deed, Columns.instant(row, "noted_at"));
  }
}
