package dev.signalbox.chat;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Hold;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.operation.Channel;
import dev.signalbox.report.Message;
import dev.signalbox.report.Narration;
import dev.signalbox.report.Story;
import dev.signalbox.topology.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the journal behind its cursor and writes what is to be said into the outbox, both in one
 * transaction: what was told is told once, whenever the process ends.
 */
final class Narrator {
  private static final Logger LOG = LoggerFactory.getLogger(Narrator.class);
  private static final String READER = "narration";
  private static final int BATCH = 200;

  private record Addressed(Channel channel, Message message) {}

  private final Records records;
  private final Narration narration;
  private final List<Channel> channels;
  private final Runnable told;
  private final Worker worker;
  private final Map<DeploymentId, Story> stories = new HashMap<>();
  private long left;

  /**
   * A narrator.
   *
   * @param told is run after each transaction that may have put something into the outbox
   */
  Narrator(
      Records records, Narration narration, List<Channel> channels, Timing timing, Runnable told) {
    this.records = records;
    this.narration = narration;
    this.channels = List.copyOf(channels);
    this.told = told;
    this.worker = new Worker("narration", this::tellSome, timing);
  }

  void start() {
    records.journal().onCommit(_ -> worker.ring());
    worker.start();
  }

  void stop() {
    worker.stop();
  }

  /** Waits until everything that the journal has now was told; false when the time is over. */
  boolean awaitTold(Duration limit) {
    long head = records.journal().head().position();
    return worker.await(() -> records.outbox().cursor(READER) >= head, limit);
  }

  private boolean tellSome() {
    long cursor = records.outbox().cursor(READER);
    List<JournalEntry> entries = records.journal().after(cursor, BATCH);
    if (cursor != left) {
      // Another instance has told since: its entries are missing from the stories that we know.
      stories.clear();
      left = cursor;
      told.run();
    }
    if (entries.isEmpty()) {
      return false;
    }
    try {
      List<Addressed> messages = entries.stream().flatMap(e -> tell(e).stream()).toList();
      long last = entries.getLast().position();
      if (records.transactions().in(() -> write(cursor, messages, last))) {
        left = last;
      } else {
        stories.clear();
      }
    } catch (RuntimeException e) {
      // The stories may have gone on further than the cursor: the journal tells them again.
      stories.clear();
      throw e;
    }
    told.run();
    return true;
  }

  private boolean write(long cursor, List<Addressed> messages, long position) {
    if (records.outbox().cursor(READER) != cursor) {
      return false;
    }
    messages.forEach(m -> records.outbox().put(m.channel().name(), m.message()));
    records.outbox().moveCursor(READER, position);
    return true;
  }

  private List<Addressed> tell(JournalEntry entry) {
    Optional<Story> story = Narration.subject(entry).flatMap(id -> story(id, entry));
    List<Channel> audience = audience(entry, story);
    List<Addressed> addressed = new ArrayList<>();
    for (Message message : messages(entry, story)) {
      audience.forEach(channel -> addressed.add(new Addressed(channel, message)));
    }
    story.filter(Story::over).ifPresent(s -> stories.remove(s.id()));
    return addressed;
  }

  /** An entry that cannot be told must not silence all that come after it. */
  private List<Message> messages(JournalEntry entry, Optional<Story> story) {
    try {
      return narration.tell(entry, story);
    } catch (RuntimeException e) {
      LOG.error("journal entry {} ({}) is not told", entry.position(), entry.event().kind(), e);
      return List.of();
    }
  }

  private Optional<Story> story(DeploymentId id, JournalEntry entry) {
    Story known = stories.get(id);
    if (known != null) {
      known.add(entry);
      return Optional.of(known);
    }
    List<JournalEntry> past =
        records.journal().of(id).stream().filter(e -> e.position() <= entry.position()).toList();
    Optional<Story> rebuilt = Story.of(past);
    rebuilt.ifPresent(
        s -> {
          s.add(entry);
          stories.put(id, s);
        });
    return rebuilt;
  }

  private List<Channel> audience(JournalEntry entry, Optional<Story> story) {
    return channels.stream().filter(channel -> hears(channel, entry, story)).toList();
  }

  private static boolean hears(Channel channel, JournalEntry entry, Optional<Story> story) {
    return switch (entry.event()) {
      case JournalEvent.Held(Hold hold) -> hears(channel, hold.scope());
      case JournalEvent.Released(Hold hold, String _) -> hears(channel, hold.scope());
      default -> {
        Optional<Lane> lane = entry.lane().or(() -> story.map(Story::lane));
        yield lane.filter(channel::tells).isPresent();
      }
    };
  }

  private static boolean hears(Channel channel, Hold.Scope scope) {
    return switch (scope) {
      case Hold.Scope.OfLane(Lane lane) -> channel.tells(lane);
      case Hold.Scope.OfApplication(var application) ->
          channel.applications().contains(application);
      case Hold.Scope.Everything _ -> true;
    };
  }
}
