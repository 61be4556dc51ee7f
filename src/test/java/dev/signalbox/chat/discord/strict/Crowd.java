package dev.signalbox.chat.discord.strict;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The people of the guilds: what they set up, what they see, and what they do. */
public final class Crowd {
  private final World world;
  private final Rest rest;

  Crowd(World world, Rest rest) {
    this.world = world;
    this.rest = rest;
  }

  /** Makes a guild with the bot in it, if its name is new. */
  public String guild(String name) {
    return world.in(
        () -> {
          Guild guild = new Guild(world.snowflake(), name);
          world.guilds.put(guild.id, guild);
          guild.rolesOf(World.BOT);
          world.tell("GUILD_CREATE", guild.created(world));
          return guild.id;
        });
  }

  /** The guild throws the bot out. */
  public void leave(String guild) {
    world.run(
        () -> {
          world.guilds.remove(guild);
          world.tell("GUILD_DELETE", Json.object().put("id", guild));
        });
  }

  /** Makes a text channel. */
  public String channel(String guild, String name) {
    return world.in(
        () -> {
          Room room = new Room(world.snowflake(), world.guild(guild), null, name);
          world.rooms.put(room.id, room);
          world.tell("CHANNEL_CREATE", room.json());
          return room.id;
        });
  }

  /** Deletes a channel with all that is in it. */
  public void deleteChannel(String channel) {
    world.run(
        () -> {
          Room room = world.rooms.remove(channel);
          world.tell("CHANNEL_DELETE", room.json());
        });
  }

  /** Takes these permissions from the bot in a channel, and gives it all others. */
  public void deny(String channel, Permission... permissions) {
    world.run(
        () -> {
          Room room = world.room(channel);
          room.denied.clear();
          room.denied.addAll(List.of(permissions));
          world.tell("CHANNEL_UPDATE", room.json());
        });
  }

  /** Whether the bot was invited with the right to register commands. */
  public void commandsAllowed(String guild, boolean allowed) {
    world.run(() -> world.guild(guild).commandsAllowed = allowed);
  }

  /** Makes a role. */
  public String role(String guild, String name) {
    return world.in(
        () -> {
          String id = world.snowflake();
          world.guild(guild).roles.put(id, name);
          ObjectNode data = Json.object().put("guild_id", guild);
          data.set("role", world.guild(guild).role(id, 0));
          world.tell("GUILD_ROLE_CREATE", data);
          return id;
        });
  }

  /** Makes a custom emoji, and says what it is called in a reaction: {@code name:id}. */
  public String emoji(String guild, String name) {
    return world.in(
        () -> {
          String id = world.snowflake();
          world.guild(guild).emoji.put(id, name);
          return name + ":" + id;
        });
  }

  /** Somebody joins, if they are not there, and has exactly these roles. */
  public void member(String guild, String user, String name, String... roles) {
    world.run(
        () -> {
          world.users.put(user, name);
          Set<String> held = world.guild(guild).rolesOf(user);
          held.clear();
          held.addAll(List.of(roles));
        });
  }

  /** Somebody leaves. */
  public void leaves(String guild, String user) {
    world.run(() -> world.guild(guild).members.remove(user));
  }

  /** The commands that the bot registered, by name. */
  public Map<String, JsonNode> commands(String guild) {
    return world.in(() -> new LinkedHashMap<>(world.guild(guild).commands));
  }

  /** What stands in a channel or thread, oldest first; what only one person sees is left out. */
  public List<Post> posts(String channel) {
    return world.in(
        () ->
            Optional.ofNullable(world.rooms.get(channel))
                .map(room -> room.posts.stream().filter(p -> !p.ephemeral).toList())
                .orElse(List.of()));
  }

  /** What the bot told somebody alone. */
  public List<Post> alone(String user) {
    return world.in(() -> List.copyOf(world.alone(user).posts));
  }

  /** Somebody takes no direct messages any more. */
  public void takesNoMessages(String user) {
    world.run(() -> world.alone(user).locked = true);
  }

  /** What stands in the thread of a message; nothing where there is none. */
  public List<Post> thread(Post post) {
    return posts(post.id());
  }

  /** The name of a thread. */
  public String threadName(Post post) {
    return world.in(() -> world.room(post.id()).name);
  }

  /** The thread is closed after a while, and its messages can be edited no more. */
  public void archive(Post post) {
    world.run(
        () -> {
          Room room = world.room(post.id());
          room.archived = true;
          world.tell("THREAD_UPDATE", room.json());
        });
  }

  /** A moderator closes a thread for good. */
  public void lock(Post post) {
    world.run(
        () -> {
          Room room = world.room(post.id());
          room.archived = true;
          room.locked = true;
          world.tell("THREAD_UPDATE", room.json());
        });
  }

  /** A moderator deletes a thread; the message that it began at stays. */
  public void deleteThread(Post post) {
    world.run(
        () -> {
          Room room = world.rooms.remove(post.id());
          post.thread = null;
          world.tell(
              "THREAD_DELETE",
              Json.object()
                  .put("id", room.id)
                  .put("guild_id", room.guild.id)
                  .put("parent_id", room.top().id)
                  .put("type", 11));
        });
  }

  /** The emoji on a message, and who put them there. */
  public Map<String, Set<String>> reactions(Post post) {
    return world.in(() -> new LinkedHashMap<>(post.reactions));
  }

  /** Somebody writes in a channel. */
  public Post says(String user, String channel, String words) {
    return world.in(
        () -> {
          Post post = world.add(world.room(channel), user, Json.object().put("content", words));
          world.tellOf(post);
          return post;
        });
  }

  /** Another bot, or a person with a clever client, posts exactly this. */
  public Post forges(String user, String channel, JsonNode body) {
    return world.in(
        () -> {
          Post post = world.add(world.room(channel), user, body);
          world.tellOf(post);
          return post;
        });
  }

  /** Somebody deletes a message. */
  public void deletes(Post post) {
    world.run(
        () -> {
          post.room.posts.remove(post);
          world.tell(
              "MESSAGE_DELETE",
              Json.object()
                  .put("id", post.id)
                  .put("channel_id", post.room.id)
                  .put("guild_id", post.room.guild.id));
        });
  }

  /** Somebody puts a reaction on a message. */
  public void reacts(String user, Post post, String emoji) {
    world.run(() -> rest.reactions().put(post.room, post.id, emoji, user));
  }

  /** Somebody takes their reaction off. */
  public void unreacts(String user, Post post, String emoji) {
    world.run(() -> rest.reactions().take(post.room, post.id, emoji, user));
  }

  /** A moderator removes all reactions. */
  public void clearReactions(Post post) {
    world.run(() -> rest.reactions().clear(post.room, post.id));
  }

  /** A moderator removes all reactions with one emoji. */
  public void clearReactions(Post post, String emoji) {
    world.run(() -> rest.reactions().clear(post.room, post.id, emoji));
  }

  /** What somebody does that the bot has to answer. */
  public Acts acts(String user) {
    return new Acts(world, user);
  }
}
