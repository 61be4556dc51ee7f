package dev.signalbox.chat.discord.strict;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Everything that there is: one lock guards it, and each change is told to the gateway. */
final class World {
  static final String BOT = "1000000000000000001";
  static final String OWNER = "1000000000000000002";
  private static final long A_LOOK = Duration.ofMillis(50).toNanos();
  private static final Instant EPOCH = Instant.parse("2015-01-01T00:00:00Z");

  /** Gets every event, within the lock. */
  interface Listener {
    void happened(String type, ObjectNode data);
  }

  final InstantSource clock;
  final Map<String, String> users = new LinkedHashMap<>();
  final Map<String, Guild> guilds = new LinkedHashMap<>();
  final Map<String, Room> rooms = new LinkedHashMap<>();
  final Map<String, Interaction> interactions = new LinkedHashMap<>();
  long botPermissions;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Listener> listeners = new ArrayList<>();
  private long count;

  World(InstantSource clock) {
    this.clock = clock;
    users.put(BOT, "signalbox");
    users.put(OWNER, "owner");
    for (Permission permission : Permission.values()) {
      if (permission != Permission.MANAGE_MESSAGES && permission != Permission.MENTION_EVERYONE) {
        botPermissions |= permission.mask();
      }
    }
  }

  void listen(Listener listener) {
    listeners.add(listener);
  }

  /** Does something that changes the world, and wakes whoever waits for a change. */
  <T> T in(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  void run(Runnable work) {
    in(
        () -> {
          work.run();
          return true;
        });
  }

  /** Waits until there is something; fails saying what was waited for, and what there is. */
  <T> T await(String what, Duration limit, Supplier<Optional<T>> look) {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (true) {
        Optional<T> found = look.get();
        if (found.isPresent()) {
          return found.get();
        }
        if (left <= 0) {
          throw new AssertionError("waited in vain for " + what + "; there is:\n" + shown());
        }
        // What is looked for may also be on the bot's side, which tells nobody.
        left -= A_LOOK - Math.max(0, changed.awaitNanos(Math.min(left, A_LOOK)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + what, e);
    } finally {
      lock.unlock();
    }
  }

  void tell(String type, ObjectNode data) {
    listeners.forEach(l -> l.happened(type, data));
    changed.signalAll();
  }

  String snowflake() {
    long millis = Duration.between(EPOCH, clock.instant()).toMillis();
    return Long.toString((millis << 22) | (++count & 0x3F_FFFF));
  }

  ObjectNode user(String id) {
    return Json.object()
        .put("id", id)
        .put("username", users.getOrDefault(id, "user-" + id))
        .put("discriminator", "0")
        .putNull("global_name")
        .putNull("avatar")
        .put("bot", id.equals(BOT) || users.getOrDefault(id, "").endsWith("[bot]"));
  }

  Room room(String id) {
    return Optional.ofNullable(rooms.get(id)).orElseThrow(() -> Refusal.unknown(10003, "Channel"));
  }

  /** The channel, if the bot may see it. */
  Room seen(String id) {
    Room room = room(id);
    if (!sees(room)) {
      throw Refusal.missingAccess();
    }
    return room;
  }

  /** The direct messages between the bot and somebody. */
  Room alone(String user) {
    return rooms.computeIfAbsent(
        "3" + user.substring(1),
        id -> new Room(id, new Guild("0", "direct messages of " + user), null, user));
  }

  boolean sees(Room room) {
    return (guilds.containsValue(room.guild) || room.isAlone())
        && may(room, Permission.VIEW_CHANNEL);
  }

  boolean may(Room room, Permission permission) {
    return (botPermissions & permission.mask()) != 0 && !room.top().denied.contains(permission);
  }

  void require(Room room, Permission permission) {
    if (!may(room, permission)) {
      throw Refusal.missingPermissions();
    }
  }

  Post post(Room room, String id) {
    return room.post(id).orElseThrow(() -> Refusal.unknown(10008, "Message"));
  }

  Guild guild(String id) {
    return Optional.ofNullable(guilds.get(id)).orElseThrow(() -> Refusal.unknown(10004, "Guild"));
  }

  /** Adds a message and tells it. */
  Post add(Room room, String author, JsonNode body) {
    Post post = new Post(snowflake(), room, author, clock.instant(), body);
    post.versions.add(body);
    room.posts.add(post);
    return post;
  }

  void tellOf(Post post) {
    ObjectNode data = post.json(this).put("guild_id", post.room.guild.id);
    tell("MESSAGE_CREATE", data);
  }

  String shown() {
    StringBuilder text = new StringBuilder();
    for (Room room : rooms.values()) {
      text.append("#").append(room.name).append('\n');
      room.posts.forEach(
          p -> text.append("  ").append(p.visible().replace("\n", "\n    ")).append('\n'));
    }
    return text.toString();
  }
}
