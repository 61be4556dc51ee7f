package dev.signalbox.chat.discord.strict;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One server, as its people call it. */
final class Guild {
  final String id;
  final String name;
  final Map<String, Set<String>> members = new LinkedHashMap<>();
  final Map<String, String> roles = new LinkedHashMap<>();
  final Map<String, String> emoji = new TreeMap<>();
  final Map<String, JsonNode> commands = new LinkedHashMap<>();
  boolean commandsAllowed = true;

  Guild(String id, String name) {
    this.id = id;
    this.name = name;
  }

  Set<String> rolesOf(String user) {
    return members.computeIfAbsent(user, _ -> new LinkedHashSet<>());
  }

  ObjectNode member(World world, String user) {
    ObjectNode member = Json.object();
    member.set("user", world.user(user));
    member.putNull("nick").putNull("avatar").putNull("premium_since");
    ArrayNode held = member.putArray("roles");
    rolesOf(user).forEach(held::add);
    member.put("joined_at", "2026-01-01T00:00:00.000000+00:00");
    member.put("deaf", false).put("mute", false).put("flags", 0).put("pending", false);
    return member;
  }

  ObjectNode role(String role, long permissions) {
    ObjectNode json = Json.object().put("id", role);
    json.put("name", roles.getOrDefault(role, "@everyone")).put("color", 0);
    json.putObject("colors")
        .put("primary_color", 0)
        .putNull("secondary_color")
        .putNull("tertiary_color");
    json.put("hoist", false).put("position", role.equals(id) ? 0 : 1);
    json.put("permissions", Long.toString(permissions));
    return json.put("managed", false).put("mentionable", false).put("flags", 0);
  }

  /** What GUILD_CREATE carries. */
  ObjectNode created(World world) {
    ObjectNode json = Json.object().put("id", id).put("name", name).put("owner_id", World.OWNER);
    json.put("joined_at", "2026-01-01T00:00:00.000000+00:00").put("preferred_locale", "en-US");
    json.put("large", false).put("unavailable", false).put("member_count", members.size());
    for (String number :
        new String[] {
          "premium_tier",
          "mfa_level",
          "nsfw_level",
          "verification_level",
          "default_message_notifications",
          "explicit_content_filter",
          "system_channel_flags"
        }) {
      json.put(number, 0);
    }
    json.put("afk_timeout", 300);
    for (String list :
        new String[] {
          "stickers",
          "features",
          "voice_states",
          "presences",
          "stage_instances",
          "guild_scheduled_events",
          "soundboard_sounds"
        }) {
      json.putArray(list);
    }
    ArrayNode all = json.putArray("roles");
    all.add(role(id, world.botPermissions));
    roles.keySet().forEach(role -> all.add(role(role, 0)));
    ArrayNode emojis = json.putArray("emojis");
    emoji.forEach((emojiId, emojiName) -> emojis.add(emoji(emojiId, emojiName)));
    json.putArray("members").add(member(world, World.BOT));
    ArrayNode channels = json.putArray("channels");
    ArrayNode threads = json.putArray("threads");
    world.rooms.values().stream()
        .filter(room -> room.guild == this && world.sees(room))
        .forEach(
            room -> {
              if (!room.isThread()) {
                channels.add(room.json());
              } else if (!room.archived) {
                threads.add(room.json());
              }
            });
    return json;
  }

  private static ObjectNode emoji(String id, String name) {
    ObjectNode json = Json.object().put("id", id).put("name", name);
    json.putArray("roles");
    json.put("require_colons", true).put("managed", false);
    return json.put("animated", false).put("available", true);
  }
}
