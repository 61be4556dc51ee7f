package dev.signalbox.chat.discord.strict;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The bot itself, its guilds, their members, and the commands that it registers there. */
final class GuildRoutes {
  private static final int LARGEST_COMMAND = 8000;

  private final World world;

  GuildRoutes(World world) {
    this.world = world;
  }

  Optional<JsonNode> answer(Request r) {
    if (r.is("GET", "users", "@me")) {
      return Optional.of(world.user(World.BOT));
    }
    if (r.is("GET", "oauth2", "applications", "@me") || r.is("GET", "applications", "@me")) {
      return Optional.of(application());
    }
    if (r.is("POST", "users", "@me", "channels")) {
      return Optional.of(alone(Json.text(r.json(), "recipient_id")));
    }
    if (r.is("GET", "guilds", "*", "members", "*")) {
      return Optional.of(member(r));
    }
    if (r.is("GET", "guilds", "*", "threads", "active")) {
      return Optional.of(activeThreads(world.guild(r.at(1))));
    }
    if (r.is("GET", "applications", "*", "guilds", "*", "commands")) {
      return Optional.of(Json.array(List.copyOf(commands(r).commands.values())));
    }
    if (r.is("PUT", "applications", "*", "guilds", "*", "commands")) {
      return Optional.of(register(r));
    }
    return Optional.empty();
  }

  private ObjectNode alone(String user) {
    Room room = world.alone(user);
    ObjectNode json = Json.object().put("id", room.id).put("type", 1).put("flags", 0);
    json.putNull("last_message_id");
    json.putArray("recipients").add(world.user(user));
    return json;
  }

  private ObjectNode application() {
    ObjectNode json = Json.object().put("id", World.BOT).put("name", "signalbox");
    json.putNull("icon").put("description", "").put("bot_public", true);
    json.put("bot_require_code_grant", false).put("verify_key", "0").put("flags", 0);
    json.set("owner", world.user(World.OWNER));
    json.putNull("team");
    json.putArray("rpc_origins");
    json.putArray("tags");
    return json;
  }

  private JsonNode member(Request r) {
    Guild guild = world.guild(r.at(1));
    if (!guild.members.containsKey(r.at(3))) {
      throw Refusal.unknown(10007, "Member");
    }
    return guild.member(world, r.at(3));
  }

  private JsonNode activeThreads(Guild guild) {
    ObjectNode json = Json.object();
    json.set(
        "threads",
        Json.array(
            world.rooms.values().stream()
                .filter(room -> room.guild == guild && room.isThread() && !room.archived)
                .filter(world::sees)
                .map(Room::json)
                .toList()));
    json.putArray("members");
    return json;
  }

  private Guild commands(Request r) {
    if (!r.at(1).equals(World.BOT)) {
      throw Refusal.unknown(10002, "Application");
    }
    Guild guild = world.guild(r.at(3));
    if (!guild.commandsAllowed) {
      throw Refusal.missingAccess();
    }
    return guild;
  }

  private JsonNode register(Request r) {
    Guild guild = commands(r);
    if (r.json().size() > 100) {
      throw new Refusal(400, 30032, "Maximum number of application commands reached");
    }
    Set<String> names = new HashSet<>();
    List<JsonNode> registered = new ArrayList<>();
    for (int i = 0; i < r.json().size(); i++) {
      JsonNode command = r.json().get(i);
      command(Integer.toString(i), command);
      if (!names.add(Json.text(command, "name"))) {
        throw Refusal.invalid(i + ".name", "Application command names must be unique");
      }
      ObjectNode kept = (ObjectNode) command.deepCopy();
      kept.put("id", world.snowflake()).put("application_id", World.BOT);
      kept.put("guild_id", guild.id).put("version", world.snowflake());
      registered.add(kept);
    }
    guild.commands.clear();
    registered.forEach(c -> guild.commands.put(Json.text(c, "name"), c));
    return Json.array(registered);
  }

  private static void command(String at, JsonNode command) {
    int size = named(at, command) + options(at, command.path("options"), 1);
    if (size > LARGEST_COMMAND) {
      throw Refusal.invalid(at, "Command exceeds maximum size (8000)");
    }
  }

  private static int named(String at, JsonNode json) {
    String name = Json.text(json, "name");
    if (!name.matches("[-_\\p{Ll}\\p{N}]{1,32}")) {
      throw Refusal.invalid(at + ".name", "String value did not match validation regex.");
    }
    return name.length()
        + MessageRules.required(at + ".description", Json.text(json, "description"), 100);
  }

  private static int options(String at, JsonNode options, int depth) {
    if (options.size() > 25 || depth > 3) {
      throw Refusal.invalid(at + ".options", "Must be 25 or fewer in length.");
    }
    int size = 0;
    boolean optional = false;
    Set<String> names = new HashSet<>();
    for (int i = 0; i < options.size(); i++) {
      JsonNode option = options.get(i);
      String here = at + ".options." + i;
      size += named(here, option) + options(here, option.path("options"), depth + 1);
      if (!names.add(Json.text(option, "name"))) {
        throw Refusal.invalid(here + ".name", "Option names must be unique");
      }
      boolean required = option.path("required").asBoolean(false);
      if (required && optional) {
        throw Refusal.invalid(here, "Required options must be placed before non-required options");
      }
      optional |= !required;
      JsonNode choices = option.path("choices");
      if (choices.size() > 25) {
        throw Refusal.invalid(here + ".choices", "Must be 25 or fewer in length.");
      }
      if (!choices.isEmpty() && option.path("autocomplete").asBoolean(false)) {
        throw Refusal.invalid(here, "Autocomplete and choices are mutually exclusive");
      }
      for (JsonNode choice : choices) {
        size += MessageRules.required(here + ".choices", Json.text(choice, "name"), 100);
        size += MessageRules.required(here + ".choices", Json.text(choice, "value"), 100);
      }
    }
    return size;
  }
}
