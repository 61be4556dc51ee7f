package dev.signalbox.chat.discord.strict;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A text channel, or a thread in one. */
final class Room {
  final String id;
  final Guild guild;
  final @Nullable Room parent;
  final Set<Permission> denied = EnumSet.noneOf(Permission.class);
  final List<Post> posts = new ArrayList<>();
  String name;
  boolean archived;
  boolean locked;

  Room(String id, Guild guild, @Nullable Room parent, String name) {
    this.id = id;
    this.guild = guild;
    this.parent = parent;
    this.name = name;
  }

  boolean isAlone() {
    return guild.id.equals("0");
  }

  boolean isThread() {
    return parent != null;
  }

  Room top() {
    return parent == null ? this : parent;
  }

  Optional<Post> post(String post) {
    return posts.stream().filter(p -> p.id.equals(post)).findFirst();
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("id", id).put("name", name).put("guild_id", guild.id);
    json.put("type", isThread() ? 11 : 0).put("flags", 0).put("rate_limit_per_user", 0);
    if (posts.isEmpty()) {
      json.putNull("last_message_id");
    } else {
      json.put("last_message_id", posts.getLast().id);
    }
    if (parent == null) {
      json.put("position", 0).put("nsfw", false).putNull("topic").putNull("parent_id");
      long mask = denied.stream().mapToLong(Permission::mask).sum();
      json.putArray("permission_overwrites")
          .addObject()
          .put("id", World.BOT)
          .put("type", 1)
          .put("allow", "0")
          .put("deny", Long.toString(mask));
      return json;
    }
    json.put("parent_id", parent.id).put("owner_id", World.BOT).put("member_count", 1);
    json.put("message_count", posts.size()).put("total_message_sent", posts.size());
    json.putObject("thread_metadata")
        .put("archived", archived)
        .put("locked", locked)
        .put("auto_archive_duration", 1440)
        .put("archive_timestamp", "2026-01-01T00:00:00.000000+00:00")
        .put("create_timestamp", "2026-01-01T00:00:00.000000+00:00");
    json.putObject("member")
        .put("id", id)
        .put("user_id", World.BOT)
        .put("join_timestamp", "2026-01-01T00:00:00.000000+00:00")
        .put("flags", 0);
    return json;
  }
}
