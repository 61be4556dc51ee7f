package dev.signalbox.chat.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.signalbox.chat.slack.StrictSlack.Channel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The methods of the Web API that the bot uses, with Slack's own errors. */
final class StrictApi {
  /** The scope that each method needs; none for those that need none. */
  private static final Map<String, String> SCOPES =
      Map.ofEntries(
          Map.entry("chat.postMessage", "chat:write"),
          Map.entry("chat.update", "chat:write"),
          Map.entry("chat.postEphemeral", "chat:write"),
          Map.entry("conversations.history", "channels:history"),
          Map.entry("conversations.replies", "channels:history"),
          Map.entry("conversations.info", "channels:read"),
          Map.entry("conversations.open", "im:write"),
          Map.entry("reactions.get", "reactions:read"),
          Map.entry("users.info", "users:read"),
          Map.entry("usergroups.users.list", "usergroups:read"),
          Map.entry("files.getUploadURLExternal", "files:write"),
          Map.entry("files.completeUploadExternal", "files:write"));

  private final StrictSlack slack;

  StrictApi(StrictSlack slack) {
    this.slack = slack;
  }

  /** Why the call fails. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String error) {
      super(error);
    }
  }

  JsonObject answer(String method, String token, Map<String, String> form) {
    authorise(method, token);
    return switch (method) {
      case "auth.test" -> authTest();
      case "apps.connections.open" -> ok("url", slack.socket().address());
      case "chat.postMessage" -> post(form);
      case "chat.update" -> update(form);
      case "chat.postEphemeral" -> ephemeral(form);
      case "chat.getPermalink" -> permalink(form);
      case "conversations.info" -> info(form);
      case "conversations.history" -> history(form);
      case "conversations.replies" -> replies(form);
      case "conversations.open" -> opened(form);
      case "reactions.get" -> reactions(form);
      case "users.info" -> user(form);
      case "usergroups.users.list" -> group(form);
      case "views.open", "views.update" -> view(method, form);
      case "files.getUploadURLExternal" -> slack.files().begin(form);
      case "files.completeUploadExternal" -> slack.files().complete(form);
      default -> throw new Refused("unknown_method");
    };
  }

  private void authorise(String method, String token) {
    if (slack.revoked) {
      throw new Refused("token_revoked");
    }
    boolean app = method.equals("apps.connections.open");
    if (!token.equals(app ? StrictSlack.APP_TOKEN : StrictSlack.BOT_TOKEN)
        && !(method.equals("auth.test") && token.equals(StrictSlack.APP_TOKEN))) {
      throw new Refused(token.isEmpty() ? "not_authed" : "invalid_auth");
    }
    String scope = SCOPES.get(method);
    if (scope != null && slack.withoutScopes.contains(scope)) {
      throw new Refused("missing_scope");
    }
  }

  private static JsonObject authTest() {
    JsonObject answer = ok("url", "https://acme.slack.com/");
    answer.addProperty("team", "Acme");
    answer.addProperty("user", "signalbox");
    answer.addProperty("team_id", StrictSlack.TEAM);
    answer.addProperty("user_id", StrictSlack.BOT);
    answer.addProperty("bot_id", "B1BOT");
    answer.addProperty("is_enterprise_install", false);
    return answer;
  }

  private JsonObject post(Map<String, String> form) {
    Channel channel = writable(form);
    JsonObject message = message(form, new JsonObject());
    String thread = form.getOrDefault("thread_ts", "");
    if (!thread.isEmpty()) {
      if (!channel.messages.containsKey(thread)) {
        throw new Refused("thread_not_found");
      }
      message.addProperty("thread_ts", thread);
    }
    message.addProperty("user", StrictSlack.BOT);
    message.addProperty("bot_id", "B1BOT");
    message.addProperty("app_id", StrictSlack.APP);
    message.addProperty("team", StrictSlack.TEAM);
    String ts = slack.put(channel, message);
    JsonObject answer = ok("channel", channel.id);
    answer.addProperty("ts", ts);
    answer.add("message", message.deepCopy());
    return answer;
  }

  private JsonObject update(Map<String, String> form) {
    Channel channel = writable(form);
    JsonObject message = channel.messages.get(form.getOrDefault("ts", ""));
    if (message == null) {
      throw new Refused("message_not_found");
    }
    if (!StrictSlack.BOT.equals(message.get("user").getAsString())) {
      throw new Refused("cant_update_message");
    }
    message(form, message);
    JsonObject edited = new JsonObject();
    edited.addProperty("user", "B1BOT");
    edited.addProperty("ts", slack.nextTs());
    message.add("edited", edited);
    slack.history.add("update " + message.get("ts").getAsString());
    JsonObject answer = ok("channel", channel.id);
    answer.addProperty("ts", form.get("ts"));
    answer.addProperty("text", form.getOrDefault("text", ""));
    JsonObject shown = message.deepCopy();
    shown.remove("ts");
    shown.remove("thread_ts");
    shown.remove("reactions");
    answer.add("message", shown);
    return answer;
  }

  /** What a message says, checked as strictly as Slack does. */
  private JsonObject message(Map<String, String> form, JsonObject message) {
    String text = form.getOrDefault("text", "");
    JsonArray blocks = array(form.getOrDefault("blocks", "[]"));
    if (text.isEmpty() && blocks.isEmpty()) {
      throw new Refused("no_text");
    }
    if (text.length() > 40_000) {
      throw new Refused("msg_too_long");
    }
    Optional<String> wrong = BlockRules.ofMessage(blocks);
    if (wrong.isPresent()) {
      slack.problems.add(wrong.get());
      throw new Refused(wrong.get().replaceFirst(":.*", ""));
    }
    message.addProperty("type", "message");
    message.addProperty("text", text);
    message.add("blocks", named(blocks));
    if (form.containsKey("metadata")) {
      JsonObject metadata = JsonParser.parseString(form.get("metadata")).getAsJsonObject();
      if (!metadata.has("event_type") || !metadata.get("event_payload").isJsonObject()) {
        throw new Refused("invalid_metadata_format");
      }
      message.add("metadata", metadata);
    }
    return message;
  }

  /** Slack gives each block a name that has none. */
  private static JsonArray named(JsonArray blocks) {
    int number = 0;
    for (JsonElement block : blocks) {
      if (!block.getAsJsonObject().has("block_id")) {
        block.getAsJsonObject().addProperty("block_id", "b" + number);
      }
      number++;
    }
    return blocks;
  }

  private static JsonArray array(String json) {
    return JsonParser.parseString(json).getAsJsonArray();
  }

  private JsonObject ephemeral(Map<String, String> form) {
    Channel channel = writable(form);
    String user = form.getOrDefault("user", "");
    if (!slack.users.containsKey(user)) {
      throw new Refused("user_not_in_channel");
    }
    message(form, new JsonObject());
    slack.whispered(user, form.getOrDefault("text", ""), channel.id);
    return ok("message_ts", slack.nextTs());
  }

  private JsonObject permalink(Map<String, String> form) {
    Channel channel = readable(form);
    String ts = form.getOrDefault("message_ts", "");
    if (!channel.messages.containsKey(ts)) {
      throw new Refused("message_not_found");
    }
    JsonObject answer = ok("channel", channel.id);
    answer.addProperty(
        "permalink", "https://acme.slack.com/archives/" + channel.id + "/p" + ts.replace(".", ""));
    return answer;
  }

  private JsonObject info(Map<String, String> form) {
    Channel channel = channel(form);
    JsonObject about = new JsonObject();
    about.addProperty("id", channel.id);
    about.addProperty("name", channel.name);
    about.addProperty("name_normalized", channel.name);
    about.addProperty("is_channel", !channel.secret);
    about.addProperty("is_group", channel.secret);
    about.addProperty("is_im", false);
    about.addProperty("is_mpim", false);
    about.addProperty("is_general", false);
    about.addProperty("is_shared", false);
    about.addProperty("is_ext_shared", false);
    about.addProperty("is_org_shared", false);
    about.addProperty("created", 1_790_000_000);
    about.addProperty("creator", "U1DEPLOYER");
    about.addProperty("is_member", channel.member);
    about.addProperty("is_archived", channel.archived);
    about.addProperty("is_private", channel.secret);
    JsonObject answer = ok();
    answer.add("channel", about);
    return answer;
  }

  private JsonObject history(Map<String, String> form) {
    Channel channel = readable(form);
    String oldest = form.getOrDefault("oldest", "0");
    String latest = form.getOrDefault("latest", "9");
    boolean inclusive = form.getOrDefault("inclusive", "").matches("1|true");
    List<JsonObject> all =
        channel.messages.descendingMap().values().stream()
            .filter(m -> !m.has("thread_ts") || m.get("thread_ts").equals(m.get("ts")))
            .filter(m -> between(m.get("ts").getAsString(), oldest, latest, inclusive))
            .toList();
    return page(channel, all, new JsonArray(), form);
  }

  private static JsonObject page(
      Channel channel, List<JsonObject> all, JsonArray messages, Map<String, String> form) {
    int from = Integer.parseInt(form.getOrDefault("cursor", "0"));
    int limit = Integer.parseInt(form.getOrDefault("limit", "100"));
    if (limit > 999) {
      throw new Refused("invalid_limit");
    }
    all.stream().skip(from).limit(limit).forEach(m -> messages.add(shown(channel, m, form)));
    boolean more = all.size() > from + limit;
    JsonObject metadata = new JsonObject();
    metadata.addProperty("next_cursor", more ? Integer.toString(from + limit) : "");
    JsonObject answer = ok();
    answer.add("messages", messages);
    answer.addProperty("has_more", more);
    answer.add("response_metadata", metadata);
    return answer;
  }

  private static boolean between(String ts, String oldest, String latest, boolean inclusive) {
    double at = Double.parseDouble(ts);
    double from = Double.parseDouble(oldest);
    double to = latest.equals("9") ? Double.MAX_VALUE : Double.parseDouble(latest);
    return inclusive ? at >= from && at <= to : at > from && at < to;
  }

  /** Without being asked for it, Slack leaves the metadata out. */
  private static JsonObject shown(Channel channel, JsonObject message, Map<String, String> form) {
    JsonObject copy = message.deepCopy();
    if (!form.getOrDefault("include_all_metadata", "").matches("1|true")) {
      copy.remove("metadata");
    }
    String ts = message.get("ts").getAsString();
    long replies = channel.messages.values().stream().filter(m -> answers(m, ts)).count();
    if (replies > 0) {
      copy.addProperty("thread_ts", ts);
      copy.addProperty("reply_count", replies);
      copy.addProperty("reply_users_count", 1);
      copy.add("reply_users", listOf(new JsonPrimitive(StrictSlack.BOT)));
      copy.addProperty("is_locked", false);
    }
    return copy;
  }

  private static boolean answers(JsonObject message, String ts) {
    return message.has("thread_ts")
        && message.get("thread_ts").getAsString().equals(ts)
        && !message.get("ts").getAsString().equals(ts);
  }

  private JsonObject replies(Map<String, String> form) {
    Channel channel = readable(form);
    String ts = form.getOrDefault("ts", "");
    JsonObject parent = channel.messages.get(ts);
    if (parent == null) {
      throw new Refused("thread_not_found");
    }
    double oldest = Double.parseDouble(form.getOrDefault("oldest", "0"));
    List<JsonObject> all =
        channel.messages.values().stream()
            .filter(m -> answers(m, ts) && Double.parseDouble(m.get("ts").getAsString()) > oldest)
            .toList();
    JsonArray messages = new JsonArray();
    // The first of the thread comes with every page.
    messages.add(shown(channel, parent, form));
    return page(channel, all, messages, form);
  }

  private JsonObject opened(Map<String, String> form) {
    JsonObject direct = new JsonObject();
    direct.addProperty("id", "D" + form.getOrDefault("users", ""));
    JsonObject answer = ok();
    answer.add("channel", direct);
    return answer;
  }

  private JsonObject reactions(Map<String, String> form) {
    Channel channel = readable(form);
    JsonObject message = channel.messages.get(form.getOrDefault("timestamp", ""));
    if (message == null) {
      throw new Refused("message_not_found");
    }
    JsonObject answer = ok("type", "message");
    answer.addProperty("channel", channel.id);
    JsonObject shown = message.deepCopy();
    shown.remove("metadata");
    answer.add("message", shown);
    return answer;
  }

  private JsonObject user(Map<String, String> form) {
    JsonObject user = slack.users.get(form.getOrDefault("user", ""));
    if (user == null) {
      throw new Refused("user_not_found");
    }
    JsonObject answer = ok();
    answer.add("user", user.deepCopy());
    return answer;
  }

  private JsonObject group(Map<String, String> form) {
    List<String> members = slack.groups.get(form.getOrDefault("usergroup", ""));
    if (members == null) {
      throw new Refused("no_such_subteam");
    }
    JsonArray users = new JsonArray();
    members.forEach(users::add);
    JsonObject answer = ok();
    answer.add("users", users);
    return answer;
  }

  private JsonObject view(String method, Map<String, String> form) {
    JsonObject view = JsonParser.parseString(form.getOrDefault("view", "{}")).getAsJsonObject();
    Optional<String> wrong = BlockRules.ofModal(view);
    if (wrong.isPresent()) {
      slack.problems.add(wrong.get());
      throw new Refused("invalid_arguments");
    }
    if (method.equals("views.open") && !slack.useTrigger(form.getOrDefault("trigger_id", ""))) {
      throw new Refused("expired_trigger_id");
    }
    view.addProperty("team_id", StrictSlack.TEAM);
    view.addProperty("app_id", StrictSlack.APP);
    view.addProperty("bot_id", "B1BOT");
    JsonObject state = new JsonObject();
    state.add("values", new JsonObject());
    view.add("state", state);
    view.addProperty(
        "id", method.equals("views.open") ? "V" + slack.nextTs() : form.get("view_id"));
    view.addProperty("hash", slack.nextTs());
    slack.shown(view);
    JsonObject answer = ok();
    answer.add("view", view.deepCopy());
    return answer;
  }

  private Channel writable(Map<String, String> form) {
    Channel channel = readable(form);
    if (channel.archived) {
      throw new Refused("is_archived");
    }
    return channel;
  }

  private Channel readable(Map<String, String> form) {
    Channel channel = channel(form);
    if (!channel.member) {
      throw new Refused("not_in_channel");
    }
    return channel;
  }

  private Channel channel(Map<String, String> form) {
    Channel channel = slack.channels.get(form.getOrDefault("channel", ""));
    if (channel == null) {
      throw new Refused("channel_not_found");
    }
    return channel;
  }

  static JsonArray listOf(JsonElement only) {
    JsonArray list = new JsonArray();
    list.add(only);
    return list;
  }

  static JsonObject ok() {
    JsonObject answer = new JsonObject();
    answer.addProperty("ok", true);
    return answer;
  }

  static JsonObject ok(String name, String value) {
    JsonObject answer = ok();
    answer.addProperty(name, value);
    return answer;
  }
}
