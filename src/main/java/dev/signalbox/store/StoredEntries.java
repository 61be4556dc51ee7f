package dev.signalbox.store;

import dev.signalbox.port.ChannelArchive.Content;
import dev.signalbox.port.ChannelArchive.Entry;
import dev.signalbox.port.ChannelArchive.Reaction;
import dev.signalbox.report.Message;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads entries of channels, with their reactions and how many answer to them. */
final class StoredEntries {

  private static final String ENTRIES =
      """
      SELECT e.*, (SELECT COUNT(*) FROM channel_entry r
                   WHERE r.channel = e.channel AND r.thread = e.message_key) AS replies
      FROM channel_entry e WHERE e.channel = :channel AND
      """;

  private final JdbcClient sql;
  private final StoredJson json;

  StoredEntries(JdbcClient sql, StoredJson json) {
    this.sql = sql;
    this.json = json;
  }

  Optional<Entry> find(String channel, String key) {
    return list(channel, select(channel, "e.message_key = :key").param("key", key)).stream()
        .findFirst();
  }

  List<Entry> newest(String channel, long before, int limit) {
    return list(
            channel,
            select(
                    channel,
                    "e.thread IS NULL AND e.position < :before ORDER BY e.position DESC LIMIT"
                        + " :limit")
                .param("before", before)
                .param("limit", limit))
        .reversed();
  }

  List<Entry> thread(String channel, String key, int limit) {
    return list(
            channel,
            select(channel, "e.thread = :thread ORDER BY e.position DESC LIMIT :limit")
                .param("thread", key)
                .param("limit", limit))
        .reversed();
  }

  List<Entry> after(String channel, long sequence, int limit) {
    return list(
        channel,
        select(channel, "e.sequence > :sequence ORDER BY e.sequence LIMIT :limit")
            .param("sequence", sequence)
            .param("limit", limit));
  }

  private JdbcClient.StatementSpec select(String channel, String which) {
    return sql.sql(ENTRIES + which).param("channel", channel);
  }

  private List<Entry> list(String channel, JdbcClient.StatementSpec select) {
    List<Entry> bare = select.query(this::entry).list();
    if (bare.isEmpty()) {
      return bare;
    }
    var reactions = reactions(channel, bare.stream().map(Entry::position).toList());
    return bare.stream()
        .map(entry -> reacted(entry, reactions.getOrDefault(entry.position(), Map.of())))
        .toList();
  }

  /** From position to emoji to people, in the order in which they were given. */
  private Map<Long, Map<String, List<String>>> reactions(String channel, List<Long> positions) {
    record Given(long position, String emoji, String person) {}
    return sql
        .sql(
            """
            SELECT position, emoji, person FROM channel_reaction
            WHERE channel = :channel AND position IN (:positions) ORDER BY number
            """)
        .param("channel", channel)
        .param("positions", positions)
        .query(
            (row, _) ->
                new Given(row.getLong("position"), row.getString("emoji"), row.getString("person")))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Given::position,
                Collectors.groupingBy(
                    Given::emoji,
                    LinkedHashMap::new,
                    Collectors.mapping(Given::person, Collectors.toList()))));
  }

  private static Entry reacted(Entry entry, Map<String, List<String>> reactions) {
    return new Entry(
        entry.sequence(),
        entry.position(),
        entry.key(),
        entry.thread(),
        entry.ordinal(),
        entry.replies(),
        entry.at(),
        entry.content(),
        reactions.entrySet().stream()
            .map(each -> new Reaction(each.getKey(), each.getValue()))
            .toList());
  }

  private Entry entry(ResultSet row, int number) throws SQLException {
    String person = row.getString("person");
    String body = row.getString("body");
    Content content =
        person == null
            ? new Content.Posted(json.read(body, Message.class))
            : new Content.Typed(person, body);
    return new Entry(
        row.getLong("sequence"),
        row.getLong("position"),
        row.getString("message_key"),
        Optional.ofNullable(row.getString("thread")),
        row.getInt("ordinal"),
        row.getInt("replies"),
        Columns.instant(row, "said_at"),
        content,
        List.of());
  }
}
