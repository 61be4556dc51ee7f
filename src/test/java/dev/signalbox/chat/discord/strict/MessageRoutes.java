package dev.signalbox.chat.discord.strict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Channels, messages, and the threads that begin at a message. */
final class MessageRoutes {
  private static final Duration NONCE_KEPT = Duration.ofMinutes(5);
  private static final int LARGEST_FILE = 10 * 1024 * 1024;
  private static final Pattern ROLE = Pattern.compile("<@&(\\d+)>");
  private static final Pattern MENTION = Pattern.compile("<@!?(\\d+)>");

  private final World world;

  MessageRoutes(World world) {
    this.world = world;
  }

  Optional<JsonNode> answer(Request r) {
    if (r.is("GET", "channels", "*")) {
      return Optional.of(world.seen(r.at(1)).json());
    }
    if (r.is("PATCH", "channels", "*")) {
      return Optional.of(change(r));
    }
    if (r.is("POST", "channels", "*", "messages")) {
      return Optional.of(create(r));
    }
    if (r.is("GET", "channels", "*", "messages")) {
      return Optional.of(history(r));
    }
    if (r.is("GET", "channels", "*", "messages", "*")) {
      return Optional.of(world.post(readable(r), r.at(3)).json(world));
    }
    if (r.is("PATCH", "channels", "*", "messages", "*")) {
      return Optional.of(edit(r));
    }
    if (r.is("POST", "channels", "*", "messages", "*", "threads")) {
      return Optional.of(thread(r));
    }
    return Optional.empty();
  }

  /** Whoever began a thread may close and open it, as long as no moderator locked it. */
  private JsonNode change(Request r) {
    Room thread = world.seen(r.at(1));
    if (!thread.isThread() || thread.locked) {
      throw Refusal.missingPermissions();
    }
    thread.archived = r.json().path("archived").asBoolean(thread.archived);
    world.tell("THREAD_UPDATE", thread.json());
    return thread.json();
  }

  private Room readable(Request r) {
    Room room = world.seen(r.at(1));
    world.require(room, Permission.READ_MESSAGE_HISTORY);
    return room;
  }

  private JsonNode create(Request r) {
    Room room = world.seen(r.at(1));
    if (room.isAlone() && room.locked) {
      throw new Refusal(403, 50007, "Cannot send messages to this user");
    }
    world.require(
        room, room.isThread() ? Permission.SEND_MESSAGES_IN_THREADS : Permission.SEND_MESSAGES);
    JsonNode body = r.json();
    MessageRules.check(body);
    if (MessageRules.isEmpty(body, !r.files().isEmpty())) {
      throw new Refusal(400, 50006, "Cannot send an empty message");
    }
    if (!r.files().isEmpty()) {
      world.require(room, Permission.ATTACH_FILES);
    }
    if (room.isThread() && room.archived) {
      if (room.locked) {
        throw new Refusal(400, 50083, "Thread is archived");
      }
      room.archived = false;
      world.tell("THREAD_UPDATE", room.json());
    }
    Optional<Post> same = sameNonce(room, body);
    if (same.isPresent()) {
      return same.get().json(world);
    }
    // Without the permission the embeds are dropped, silently.
    JsonNode kept = body;
    if (!world.may(room, Permission.EMBED_LINKS)) {
      kept = ((ObjectNode) body.deepCopy()).without("embeds");
    }
    Post post = world.add(room, World.BOT, kept);
    post.nonce = Optional.of(Json.text(body, "nonce")).filter(n -> !n.isEmpty());
    attach(post, r.files());
    ping(post, body);
    if (!room.isAlone()) {
      world.tellOf(post);
    }
    return post.json(world);
  }

  private Optional<Post> sameNonce(Room room, JsonNode body) {
    String nonce = Json.text(body, "nonce");
    if (nonce.isEmpty() || !body.path("enforce_nonce").asBoolean(false)) {
      return Optional.empty();
    }
    return room.posts.stream()
        .filter(p -> p.nonce.filter(nonce::equals).isPresent())
        .filter(p -> p.at.plus(NONCE_KEPT).isAfter(world.clock.instant()))
        .findFirst();
  }

  private void attach(Post post, Map<String, byte[]> files) {
    files.forEach(
        (name, content) -> {
          if (content.length > LARGEST_FILE) {
            throw new Refusal(413, 40005, "Request entity too large");
          }
          post.files.put(name, content);
          post.attachments.add(
              Json.object()
                  .put("id", world.snowflake())
                  .put("filename", name)
                  .put("size", content.length)
                  .put("url", "https://cdn.example/" + name)
                  .put("proxy_url", "https://cdn.example/" + name));
        });
  }

  /** Only the content calls people, and only those that it was allowed to. */
  private static void ping(Post post, JsonNode body) {
    JsonNode allowed = body.path("allowed_mentions");
    boolean all =
        allowed.isMissingNode()
            || Json.each(allowed.path("parse")).anyMatch(p -> p.asString().equals("users"));
    Matcher mention = MENTION.matcher(Json.text(body, "content"));
    while (mention.find()) {
      String user = mention.group(1);
      if (all || Json.each(allowed.path("users")).anyMatch(u -> u.asString().equals(user))) {
        post.pinged.add(user);
      }
    }
    Matcher role = ROLE.matcher(Json.text(body, "content"));
    while (role.find()) {
      String id = role.group(1);
      boolean every =
          allowed.isMissingNode()
              || Json.each(allowed.path("parse")).anyMatch(p -> p.asString().equals("roles"));
      if (every || Json.each(allowed.path("roles")).anyMatch(it -> it.asString().equals(id))) {
        post.pinged.add("role " + id);
      }
    }
    String content = Json.text(body, "content");
    boolean everyone =
        allowed.isMissingNode()
            || Json.each(allowed.path("parse")).anyMatch(p -> p.asString().equals("everyone"));
    if (everyone && (content.contains("@everyone") || content.contains("@here"))) {
      post.pinged.add("everyone");
    }
  }

  private JsonNode history(Request r) {
    Room room = readable(r);
    int limit = r.limit(50, 100);
    List<Post> posts = new ArrayList<>(room.posts.stream().filter(p -> !p.ephemeral).toList());
    String before = r.query().getOrDefault("before", "");
    String after = r.query().getOrDefault("after", "");
    if (!before.isEmpty()) {
      posts.removeIf(p -> Long.parseLong(p.id) >= Long.parseLong(before));
    }
    if (!after.isEmpty()) {
      posts.removeIf(p -> Long.parseLong(p.id) <= Long.parseLong(after));
      posts = new ArrayList<>(posts.subList(0, Math.min(limit, posts.size())));
    }
    Collections.reverse(posts);
    return Json.array(posts.stream().limit(limit).map(p -> p.json(world)).toList());
  }

  private JsonNode edit(Request r) {
    Room room = world.seen(r.at(1));
    Post post = world.post(room, r.at(3));
    if (!post.author.equals(World.BOT)) {
      throw new Refusal(403, 50005, "Cannot edit a message authored by another user");
    }
    if (room.isThread() && room.archived) {
      throw new Refusal(400, 50083, "Thread is archived");
    }
    replace(post, r.json(), r.files());
    return post.json(world);
  }

  void replace(Post post, JsonNode change, Map<String, byte[]> files) {
    ObjectNode merged = (ObjectNode) post.body.deepCopy();
    change.propertyNames().forEach(name -> merged.set(name, change.get(name)));
    MessageRules.check(merged);
    if (change.has("attachments")) {
      List<String> kept =
          Json.each(change.path("attachments")).map(a -> Json.text(a, "id")).toList();
      post.attachments.removeIf(a -> !kept.contains(Json.text(a, "id")));
      post.files
          .keySet()
          .removeIf(
              name ->
                  post.attachments.stream().noneMatch(a -> Json.text(a, "filename").equals(name)));
    }
    attach(post, files);
    if (MessageRules.isEmpty(merged, !post.files.isEmpty())) {
      throw new Refusal(400, 50006, "Cannot send an empty message");
    }
    post.body = merged;
    post.versions.add(merged);
    post.edited = true;
    world.tell("MESSAGE_UPDATE", post.json(world).put("guild_id", post.room.guild.id));
  }

  private JsonNode thread(Request r) {
    Room room = world.seen(r.at(1));
    world.require(room, Permission.CREATE_PUBLIC_THREADS);
    Post post = world.post(room, r.at(3));
    MessageRules.required("name", Json.text(r.json(), "name"), 100);
    int archive = r.json().path("auto_archive_duration").asInt(1440);
    if (!List.of(60, 1440, 4320, 10080).contains(archive)) {
      throw Refusal.invalid("auto_archive_duration", "Value must be one of (60, 1440, …).");
    }
    if (post.thread != null) {
      throw new Refusal(400, 160004, "A thread has already been created for this message");
    }
    Room thread = new Room(post.id, room.guild, room, Json.text(r.json(), "name"));
    post.thread = thread;
    world.rooms.put(thread.id, thread);
    world.tell("THREAD_CREATE", thread.json().put("newly_created", true));
    return thread.json();
  }
}
