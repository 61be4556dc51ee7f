package dev.signalbox.chat.discord.strict;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One person at their client: commands, buttons and forms. */
public final class Acts {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SLASH = 2;
  private static final int PRESSED = 3;
  private static final int TYPING = 4;
  private static final int SUBMITTED = 5;

  private final World world;
  private final String user;

  Acts(World world, String user) {
    this.world = world;
    this.user = user;
  }

  /** Sends a slash command, and waits for the whole answer. */
  public Interaction slash(String channel, String command, Map<String, ?> options) {
    return answered(slashed(channel, command, options));
  }

  /** Sends a slash command, and waits for nothing. */
  public Interaction slashed(String channel, String command, Map<String, ?> options) {
    return world.in(
        () -> happen(SLASH, channel, data(channel, command, options, ""), Json.object()));
  }

  /** Types at an option of a command, and waits for what is offered. */
  public Interaction types(String channel, String command, Map<String, ?> options, String focused) {
    return answered(
        world.in(
            () ->
                happen(TYPING, channel, data(channel, command, options, focused), Json.object())));
  }

  /** Presses the button with this label, and waits for what comes of it. */
  public Interaction presses(Post post, String label) {
    return answered(pressed(post, label));
  }

  /** Presses the button with this label, and waits for nothing. */
  public Interaction pressed(Post post, String label) {
    return world.in(
        () -> {
          JsonNode button = post.buttons().get(label);
          if (button == null || button.path("disabled").asBoolean(false)) {
            throw new AssertionError("no button " + label + " on " + post.visible());
          }
          return pressed(post, button);
        });
  }

  private Interaction pressed(Post post, JsonNode button) {
    ObjectNode data = Json.object().put("component_type", 2).put("id", 2);
    data.put("custom_id", Json.text(button, "custom_id"));
    ObjectNode rest = Json.object();
    rest.set("message", post.json(world));
    return happen(PRESSED, post.room.id, data, rest);
  }

  /** Presses a button that is not there: what a forger may send through the bot's own gateway. */
  public Interaction forges(Post post, String customId) {
    return answered(world.in(() -> pressed(post, Json.object().put("custom_id", customId))));
  }

  /** Fills in the form that an interaction opened, and sends it. */
  public Interaction submits(Interaction opened, Map<String, String> values) {
    return answered(
        world.in(
            () -> {
              JsonNode modal = opened.modal().orElseThrow(() -> new AssertionError("no form"));
              ObjectNode data = Json.object().put("custom_id", Json.text(modal, "custom_id"));
              ArrayNode components = data.putArray("components");
              for (JsonNode row : modal.path("components")) {
                JsonNode input =
                    row.has("component") ? row.path("component") : row.path("components").path(0);
                String id = Json.text(input, "custom_id");
                String value = values.getOrDefault(id, Json.text(input, "value"));
                if (value.isEmpty() && input.path("required").asBoolean(true)) {
                  throw new AssertionError("the form wants " + id);
                }
                ObjectNode label = components.addObject().put("type", 18).put("id", 1);
                label
                    .putObject("component")
                    .put("type", 4)
                    .put("id", 2)
                    .put("custom_id", id)
                    .put("value", value);
              }
              ObjectNode rest = Json.object();
              JsonNode message = opened.data.path("message");
              if (message.isObject()) {
                rest.set("message", message);
              }
              return happen(SUBMITTED, opened.room.id, data, rest);
            }));
  }

  /** Waits until the answer is whole. */
  public Interaction answered(Interaction interaction) {
    return world.await(
        "an answer to " + interaction.data,
        PATIENCE,
        () -> Optional.of(interaction).filter(i -> i.complete));
  }

  /** Waits until the answer says this. */
  public Interaction reads(Interaction interaction, Predicate<String> text) {
    return world.await(
        "another answer than '" + interaction.text() + "'",
        PATIENCE,
        () -> Optional.of(interaction).filter(i -> text.test(i.text())));
  }

  private ObjectNode data(String channel, String name, Map<String, ?> options, String focused) {
    Guild guild = world.room(channel).guild;
    JsonNode command = guild.commands.get(name);
    if (command == null) {
      throw new AssertionError(
          "/" + name + " is not registered; there are " + guild.commands.keySet());
    }
    ObjectNode data = Json.object().put("id", Json.text(command, "id")).put("name", name);
    data.put("type", 1).put("guild_id", guild.id);
    JsonNode known = command.path("options");
    ArrayNode given = data.putArray("options");
    String sub = String.valueOf(options.get("subcommand"));
    for (JsonNode option : known) {
      if (option.path("type").asInt(0) == 1 && Json.text(option, "name").equals(sub)) {
        given = given.addObject().put("name", sub).put("type", 1).putArray("options");
        known = option.path("options");
        break;
      }
    }
    fill(given, known, options, focused);
    return data;
  }

  private static void fill(
      ArrayNode given, JsonNode known, Map<String, ?> options, String focused) {
    for (JsonNode option : known) {
      String name = Json.text(option, "name");
      Object value = options.get(name);
      if (value == null) {
        if (option.path("required").asBoolean(false) && focused.isEmpty()) {
          throw new AssertionError("the client does not send without " + name);
        }
        continue;
      }
      ObjectNode one = given.addObject().put("name", name);
      one.put("type", option.path("type").asInt(0));
      switch (value) {
        case Boolean yes -> one.put("value", yes);
        case Number number -> one.put("value", number.longValue());
        default -> one.put("value", value.toString());
      }
      if (name.equals(focused)) {
        one.put("focused", true);
      }
    }
  }

  private Interaction happen(int type, String channel, ObjectNode data, ObjectNode rest) {
    Room room = world.room(channel);
    ObjectNode json = Json.object().put("type", type).put("application_id", World.BOT);
    Interaction interaction = new Interaction(world.snowflake(), room, world.clock.instant(), json);
    json.put("id", interaction.id).put("token", interaction.token).put("version", 1);
    json.put("guild_id", room.guild.id).put("channel_id", room.id);
    json.set("channel", room.json().put("permissions", "2147483647"));
    ObjectNode guild = json.putObject("guild").put("id", room.guild.id).put("locale", "en-US");
    guild.putArray("features");
    json.set("member", room.guild.member(world, user).put("permissions", "2147483647"));
    json.put("locale", "en-US").put("guild_locale", "en-US").put("context", 0);
    json.put("app_permissions", "2147483647").put("attachment_size_limit", 10_485_760);
    json.putArray("entitlements");
    json.putObject("authorizing_integration_owners").put("0", room.guild.id);
    json.set("data", data);
    rest.propertyNames().forEach(name -> json.set(name, rest.get(name)));
    world.interactions.put(interaction.id, interaction);
    world.tell("INTERACTION_CREATE", json.deepCopy());
    return interaction;
  }
}
