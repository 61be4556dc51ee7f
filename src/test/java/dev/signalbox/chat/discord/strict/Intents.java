package dev.signalbox.chat.discord.strict;

import tools.jackson.databind.node.ObjectNode;

/** Which intent an event needs, and what it shows without the privileged ones. */
final class Intents {
  private static final long GUILDS = 1;
  private static final long GUILD_MESSAGES = 1 << 9;
  private static final long GUILD_REACTIONS = 1 << 10;
  private static final long MESSAGE_CONTENT = 1 << 15;

  private Intents() {}

  /** 0 for what everybody gets. */
  static long of(String type) {
    if (type.startsWith("MESSAGE_REACTION_")) {
      return GUILD_REACTIONS;
    }
    if (type.startsWith("MESSAGE_")) {
      return GUILD_MESSAGES;
    }
    boolean everybody = type.equals("INTERACTION_CREATE") || type.equals("READY");
    return everybody ? 0 : GUILDS;
  }

  /** Other people's words need an intent of their own, unless they mention the bot. */
  static ObjectNode visible(String type, ObjectNode data, long intents) {
    boolean words = type.equals("MESSAGE_CREATE") || type.equals("MESSAGE_UPDATE");
    boolean own = Json.text(data.path("author"), "id").equals(World.BOT);
    boolean mentioned = Json.text(data, "content").contains("<@" + World.BOT + ">");
    if (!words || own || mentioned || (intents & MESSAGE_CONTENT) != 0) {
      return data;
    }
    ObjectNode hidden = data.deepCopy().put("content", "");
    for (String list : new String[] {"embeds", "attachments", "components"}) {
      hidden.putArray(list);
    }
    return hidden;
  }
}
