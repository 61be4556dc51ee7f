package dev.signalbox.chat.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.signalbox.chat.slack.StrictSlack.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** What people do in Slack, and what Slack sends of it, in the shapes that Slack has recorded. */
final class StrictPeople {
  private final StrictSlack slack;
  private final BiConsumer<String, JsonObject> out;
  private final AtomicInteger numbers = new AtomicInteger();

  /**
   * People whose doings go out here.
   *
   * @param out by the envelope's type
   */
  StrictPeople(StrictSlack slack, BiConsumer<String, JsonObject> out) {
    this.slack = slack;
    this.out = out;
  }

  /** A slash command. */
  JsonObject command(String user, String command, String text) {
    JsonObject payload = new JsonObject();
    payload.addProperty("token", "legacy");
    payload.addProperty("team_id", StrictSlack.TEAM);
    payload.addProperty("team_domain", "acme");
    payload.addProperty("channel_id", "C1DEPLOYS");
    payload.addProperty("channel_name", "deploys");
    payload.addProperty("user_id", user);
    payload.addProperty("user_name", "somebody");
    payload.addProperty("command", command);
    payload.addProperty("text", text);
    payload.addProperty("api_app_id", StrictSlack.APP);
    payload.addProperty("is_enterprise_install", "false");
    payload.addProperty("response_url", slack.respondUrl());
    payload.addProperty("trigger_id", slack.trigger());
    out.accept("slash_commands", payload);
    return payload;
  }

  /** A message in the channel or a thread. */
  JsonObject write(String user, String text, Optional<String> thread) {
    JsonObject message = new JsonObject();
    message.addProperty("type", "message");
    message.addProperty("text", text);
    message.addProperty("user", user);
    message.addProperty("team", StrictSlack.TEAM);
    message.addProperty("client_msg_id", "c0ffee00-" + numbers.incrementAndGet());
    message.add("blocks", typed(text));
    thread.ifPresent(ts -> message.addProperty("thread_ts", ts));
    slack.put(slack.channel(), message);
    JsonObject event = message.deepCopy();
    event.addProperty("channel", "C1DEPLOYS");
    event.addProperty("channel_type", "channel");
    event.addProperty("event_ts", message.get("ts").getAsString());
    JsonObject payload = event(event);
    out.accept("events_api", payload);
    if (text.contains("<@" + StrictSlack.BOT + ">")) {
      out.accept("events_api", mention(payload));
    }
    return payload;
  }

  /** A message that names the bot comes once more, as another event. */
  JsonObject mention(JsonObject message) {
    JsonObject event = message.getAsJsonObject("event").deepCopy();
    event.addProperty("type", "app_mention");
    event.remove("channel_type");
    return event(event);
  }

  /** What people type stands in a block of its own besides. */
  private static JsonArray typed(String text) {
    JsonObject words = new JsonObject();
    words.addProperty("type", "text");
    words.addProperty("text", text);
    JsonObject line = new JsonObject();
    line.addProperty("type", "rich_text_section");
    line.add("elements", StrictApi.listOf(words));
    JsonObject block = new JsonObject();
    block.addProperty("type", "rich_text");
    block.addProperty("block_id", "typed");
    block.add("elements", StrictApi.listOf(line));
    return StrictApi.listOf(block);
  }

  /** A reaction. */
  JsonObject react(String user, String ts, String emoji, boolean on) {
    JsonObject message = slack.channel().messages.get(ts);
    if (message != null) {
      mark(message, user, emoji, on);
    }
    JsonObject item = new JsonObject();
    item.addProperty("type", "message");
    item.addProperty("channel", "C1DEPLOYS");
    item.addProperty("ts", ts);
    JsonObject event = new JsonObject();
    event.addProperty("type", on ? "reaction_added" : "reaction_removed");
    event.addProperty("user", user);
    event.addProperty("reaction", emoji);
    event.add("item", item);
    event.addProperty("item_user", StrictSlack.BOT);
    event.addProperty("event_ts", slack.nextTs());
    JsonObject payload = event(event);
    out.accept("events_api", payload);
    return payload;
  }

  private static void mark(JsonObject message, String user, String emoji, boolean on) {
    JsonArray reactions =
        message.has("reactions") ? message.getAsJsonArray("reactions") : new JsonArray();
    List<String> users = new ArrayList<>();
    JsonArray others = new JsonArray();
    for (JsonElement each : reactions) {
      if (each.getAsJsonObject().get("name").getAsString().equals(emoji)) {
        each.getAsJsonObject().getAsJsonArray("users").forEach(u -> users.add(u.getAsString()));
      } else {
        others.add(each);
      }
    }
    users.remove(user);
    if (on) {
      users.add(user);
    }
    if (!users.isEmpty()) {
      JsonObject reaction = new JsonObject();
      reaction.addProperty("name", emoji);
      JsonArray list = new JsonArray();
      users.forEach(list::add);
      reaction.add("users", list);
      reaction.addProperty("count", users.size());
      others.add(reaction);
    }
    if (others.isEmpty()) {
      message.remove("reactions");
    } else {
      message.add("reactions", others);
    }
  }

  /** A button of a message. */
  JsonObject press(String user, String ts, String label) {
    Channel channel = slack.channel();
    JsonObject message = channel.message(ts);
    JsonObject button = button(message, label);
    JsonObject container = new JsonObject();
    container.addProperty("type", "message");
    container.addProperty("message_ts", ts);
    container.addProperty("channel_id", channel.id);
    container.addProperty("is_ephemeral", false);
    JsonObject action = button.deepCopy();
    action.remove("confirm");
    action.addProperty("block_id", "b0");
    action.addProperty("action_ts", slack.nextTs());
    JsonArray actions = new JsonArray();
    actions.add(action);
    JsonObject payload = interaction("block_actions", user);
    payload.add("container", container);
    JsonObject where = new JsonObject();
    where.addProperty("id", channel.id);
    where.addProperty("name", channel.name);
    payload.add("channel", where);
    JsonObject shown = message.deepCopy();
    shown.remove("metadata");
    payload.add("message", shown);
    JsonObject state = new JsonObject();
    state.add("values", new JsonObject());
    payload.add("state", state);
    payload.addProperty("response_url", slack.respondUrl());
    payload.add("actions", actions);
    out.accept("interactive", payload);
    return payload;
  }

  private static JsonObject button(JsonObject message, String label) {
    for (JsonElement block : message.getAsJsonArray("blocks")) {
      if (block.getAsJsonObject().get("type").getAsString().equals("actions")) {
        for (JsonElement element : block.getAsJsonObject().getAsJsonArray("elements")) {
          JsonObject button = element.getAsJsonObject();
          if (button.getAsJsonObject("text").get("text").getAsString().contains(label)) {
            return button;
          }
        }
      }
    }
    throw new AssertionError("no button '" + label + "' on " + message);
  }

  /** A form is sent, with what was written into its inputs; selects begin with an equals sign. */
  JsonObject send(String user, JsonObject view, Map<String, String> inputs) {
    JsonObject values = new JsonObject();
    inputs.forEach(
        (block, written) -> {
          JsonObject value = new JsonObject();
          if (written.startsWith("=")) {
            value.addProperty("type", "static_select");
            value.add(
                "selected_option",
                JsonParser.parseString(
                    "{\"text\":{\"type\":\"plain_text\",\"text\":\"x\"},\"value\":\""
                        + written.substring(1)
                        + "\"}"));
          } else {
            value.addProperty("type", "plain_text_input");
            value.addProperty("value", written);
          }
          JsonObject action = new JsonObject();
          action.add("value", value);
          values.add(block, action);
        });
    JsonObject state = new JsonObject();
    state.add("values", values);
    JsonObject sent = view.deepCopy();
    sent.add("state", state);
    JsonObject payload = interaction("view_submission", user);
    payload.add("view", sent);
    out.accept("interactive", payload);
    return payload;
  }

  private JsonObject interaction(String type, String user) {
    JsonObject team = new JsonObject();
    team.addProperty("id", StrictSlack.TEAM);
    team.addProperty("domain", "acme");
    JsonObject who = new JsonObject();
    who.addProperty("id", user);
    who.addProperty("username", "somebody");
    who.addProperty("name", "somebody");
    who.addProperty("team_id", StrictSlack.TEAM);
    JsonObject payload = new JsonObject();
    payload.addProperty("type", type);
    payload.add("team", team);
    payload.add("user", who);
    payload.add("enterprise", JsonNull.INSTANCE);
    payload.addProperty("is_enterprise_install", false);
    payload.addProperty("api_app_id", StrictSlack.APP);
    payload.addProperty("token", "legacy");
    payload.addProperty("trigger_id", slack.trigger());
    return payload;
  }

  private JsonObject event(JsonObject event) {
    JsonObject payload = new JsonObject();
    payload.addProperty("token", "legacy");
    payload.addProperty("team_id", StrictSlack.TEAM);
    payload.addProperty("api_app_id", StrictSlack.APP);
    payload.add("event", event);
    payload.addProperty("type", "event_callback");
    payload.addProperty("event_id", "Ev" + numbers.incrementAndGet());
    payload.addProperty("event_time", 1_790_000_000);
    JsonObject installed = new JsonObject();
    installed.add("enterprise_id", JsonNull.INSTANCE);
    installed.addProperty("team_id", StrictSlack.TEAM);
    installed.addProperty("user_id", StrictSlack.BOT);
    installed.addProperty("is_bot", true);
    installed.addProperty("is_enterprise_install", false);
    payload.add("authorizations", StrictApi.listOf(installed));
    payload.addProperty("is_ext_shared_channel", false);
    payload.addProperty("event_context", "4-context");
    return payload;
  }
}
