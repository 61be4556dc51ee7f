package dev.signalbox.chat.discord.strict;

/** The permissions that matter to a bot that posts. */
public enum Permission {
  ADD_REACTIONS(6),
  VIEW_CHANNEL(10),
  SEND_MESSAGES(11),
  MANAGE_MESSAGES(13),
  EMBED_LINKS(14),
  ATTACH_FILES(15),
  READ_MESSAGE_HISTORY(16),
  MENTION_EVERYONE(17),
  USE_EXTERNAL_EMOJIS(18),
  CREATE_PUBLIC_THREADS(35),
  SEND_MESSAGES_IN_THREADS(38);

  private final int bit;

  Permission(int bit) {
    this.bit = bit;
  }

  long mask() {
    return 1L << bit;
  }
}
