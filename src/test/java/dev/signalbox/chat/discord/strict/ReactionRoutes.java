package dev.signalbox.chat.discord.strict;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reactions, as requests and as what people do. */
final class ReactionRoutes {
  private final World world;

  ReactionRoutes(World world) {
    this.world = world;
  }

  Optional<JsonNode> answer(Request r) {
    if (r.is("PUT", "channels", "*", "messages", "*", "reactions", "*", "@me")) {
      Room room = world.seen(r.at(1));
      world.require(room, Permission.READ_MESSAGE_HISTORY);
      world.require(room, Permission.ADD_REACTIONS);
      put(room, r.at(3), emoji(r.at(5)), World.BOT);
      return Optional.of(Json.object());
    }
    if (r.is("DELETE", "channels", "*", "messages", "*", "reactions", "*", "@me")) {
      take(world.seen(r.at(1)), r.at(3), emoji(r.at(5)), World.BOT);
      return Optional.of(Json.object());
    }
    if (r.is("GET", "channels", "*", "messages", "*", "reactions", "*")) {
      return Optional.of(users(r));
    }
    return Optional.empty();
  }

  private JsonNode users(Request r) {
    Room room = world.seen(r.at(1));
    world.require(room, Permission.READ_MESSAGE_HISTORY);
    Set<String> users = world.post(room, r.at(3)).reactions.getOrDefault(emoji(r.at(5)), Set.of());
    long after = Long.parseLong(r.query().getOrDefault("after", "0"));
    return Json.array(
        users.stream()
            .map(Long::parseLong)
            .filter(id -> id > after)
            .sorted()
            .limit(r.limit(25, 100))
            .map(id -> world.user(Long.toString(id)))
            .toList());
  }

  /** A unicode emoji, or {@code name:id} of one of a guild; everything else is none. */
  private static String emoji(String text) {
    if (text.matches("\\w{2,32}:\\d{17,20}") || text.codePoints().anyMatch(c -> c > 0x2000)) {
      return text;
    }
    throw new Refusal(400, 10014, "Unknown Emoji");
  }

  void put(Room room, String message, String emoji, String user) {
    Post post = world.post(room, message);
    Set<String> users = post.reactions.computeIfAbsent(emoji, _ -> new LinkedHashSet<>());
    if (users.add(user)) {
      ObjectNode data = event(post, emoji).put("user_id", user).put("burst", false).put("type", 0);
      data.put("message_author_id", post.author);
      data.set("member", room.guild.member(world, user));
      world.tell("MESSAGE_REACTION_ADD", data);
    }
  }

  void take(Room room, String message, String emoji, String user) {
    Post post = world.post(room, message);
    Set<String> users = post.reactions.getOrDefault(emoji, Set.of());
    if (users.contains(user)) {
      users.remove(user);
      if (users.isEmpty()) {
        post.reactions.remove(emoji);
      }
      world.tell(
          "MESSAGE_REACTION_REMOVE",
          event(post, emoji).put("user_id", user).put("burst", false).put("type", 0));
    }
  }

  void clear(Room room, String message) {
    Post post = world.post(room, message);
    post.reactions.clear();
    world.tell("MESSAGE_REACTION_REMOVE_ALL", place(post));
  }

  void clear(Room room, String message, String emoji) {
    Post post = world.post(room, message);
    post.reactions.remove(emoji);
    world.tell("MESSAGE_REACTION_REMOVE_EMOJI", event(post, emoji));
  }

  private static ObjectNode event(Post post, String emoji) {
    ObjectNode data = place(post);
    data.set("emoji", Post.emoji(emoji));
    return data;
  }

  private static ObjectNode place(Post post) {
    return Json.object()
        .put("channel_id", post.room.id)
        .put("message_id", post.id)
        .put("guild_id", post.room.guild.id);
  }
}
