package dev.signalbox.chat.discord.strict;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One message. */
public final class Post {
  final String id;
  final Room room;
  final String author;
  final Instant at;
  final List<JsonNode> versions = new ArrayList<>();
  final Map<String, Set<String>> reactions = new LinkedHashMap<>();
  final List<JsonNode> attachments = new ArrayList<>();
  final Map<String, byte[]> files = new LinkedHashMap<>();
  final Set<String> pinged = new LinkedHashSet<>();
  JsonNode body;
  Optional<String> nonce = Optional.empty();
  @Nullable Room thread;
  boolean ephemeral;
  boolean edited;

  Post(String id, Room room, String author, Instant at, JsonNode body) {
    this.id = id;
    this.room = room;
    this.author = author;
    this.at = at;
    this.body = body;
  }

  /** Discord's number of it. */
  public String id() {
    return id;
  }

  /** Who wrote it. */
  public String author() {
    return author;
  }

  /** What was last sent, as it was sent. */
  public JsonNode body() {
    return body;
  }

  /** Everything that stood here, the oldest first. */
  public List<JsonNode> versions() {
    return List.copyOf(versions);
  }

  /** Everything in it that people can read. */
  public String visible() {
    StringBuilder text = new StringBuilder(Json.text(body, "content"));
    Json.each(body.path("embeds")).forEach(embed -> append(text, embed));
    Json.each(body.path("components"))
        .flatMap(row -> Json.each(row.path("components")))
        .forEach(c -> text.append('\n').append('[').append(Json.text(c, "label")).append(']'));
    files.keySet().forEach(name -> text.append("\n<").append(name).append('>'));
    return text.toString();
  }

  /** The users who were called by it. */
  public Set<String> pinged() {
    return Set.copyOf(pinged);
  }

  /** The attached files by name. */
  public Map<String, byte[]> files() {
    return files;
  }

  /** The text in the last embed's footer. */
  public String footer() {
    JsonNode embeds = body.path("embeds");
    return embeds.isEmpty() ? "" : Json.text(embeds.get(embeds.size() - 1).path("footer"), "text");
  }

  /** The buttons on it, by what stands on them. */
  public Map<String, JsonNode> buttons() {
    Map<String, JsonNode> buttons = new LinkedHashMap<>();
    Json.each(body.path("components"))
        .flatMap(row -> Json.each(row.path("components")))
        .forEach(c -> buttons.put(Json.text(c, "label"), c));
    return buttons;
  }

  private static void append(StringBuilder text, JsonNode embed) {
    for (String part : List.of("title", "description")) {
      text.append('\n').append(Json.text(embed, part));
    }
    Json.each(embed.path("fields"))
        .forEach(
            field ->
                text.append('\n')
                    .append(Json.text(field, "name"))
                    .append('\n')
                    .append(Json.text(field, "value")));
    text.append('\n').append(Json.text(embed.path("footer"), "text"));
  }

  ObjectNode json(World world) {
    ObjectNode json = Json.object().put("id", id).put("channel_id", room.id).put("type", 0);
    json.set("author", world.user(author));
    json.put("content", Json.text(body, "content")).put("timestamp", at.toString());
    json.put("tts", false).put("mention_everyone", false).put("pinned", false);
    json.put("flags", (thread == null ? 0 : 32) + (ephemeral ? 64 : 0));
    if (edited) {
      json.put("edited_timestamp", at.toString());
    } else {
      json.putNull("edited_timestamp");
    }
    json.putArray("mentions");
    json.putArray("mention_roles");
    json.set("attachments", Json.array(attachments));
    ArrayNode embeds = json.putArray("embeds");
    Json.each(body.path("embeds"))
        .forEach(e -> embeds.add(((ObjectNode) e.deepCopy()).put("type", "rich")));
    JsonNode components = body.path("components");
    json.set("components", components.isArray() ? components : Json.array());
    if (!reactions.isEmpty()) {
      ArrayNode counts = json.putArray("reactions");
      reactions.forEach((emoji, users) -> counts.add(count(emoji, users)));
    }
    nonce.ifPresent(n -> json.put("nonce", n));
    if (thread != null) {
      json.set("thread", thread.json());
    }
    return json;
  }

  private static ObjectNode count(String emoji, Set<String> users) {
    ObjectNode json = Json.object().put("count", users.size());
    json.put("me", users.contains(World.BOT)).put("me_burst", false);
    json.putObject("count_details").put("normal", users.size()).put("burst", 0);
    json.putArray("burst_colors");
    json.set("emoji", emoji(emoji));
    return json;
  }

  /** An emoji as it stands in events: {@code ✅}, or {@code name:id} for one of a guild. */
  static ObjectNode emoji(String emoji) {
    int colon = emoji.indexOf(':');
    return colon < 0
        ? Json.object().putNull("id").put("name", emoji)
        : Json.object()
            .put("id", emoji.substring(colon + 1))
            .put("name", emoji.substring(0, colon))
            .put("animated", false);
  }
}
