package dev.signalbox.chat.slack;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What the bot token has to be good for, as the manifests ask for it. */
enum SlackScope {
  /** Slash commands. */
  COMMANDS("commands", "slash commands do not arrive"),
  /** Every message of ours. */
  CHAT_WRITE("chat:write", "nothing can be posted"),
  /** Attachments. */
  FILES_WRITE("files:write", "curves and long outputs are left out"),
  /** Whether the bot is in its channels. */
  CHANNELS_READ("channels:read", "whether the bot is in its channels is not known"),
  /** What was posted and written. */
  CHANNELS_HISTORY(
      "channels:history", "after a crash a message can be neither found nor read back"),
  /** The same for private channels. */
  GROUPS_READ("groups:read", "whether the bot is in its private channels is not known"),
  /** The same for private channels. */
  GROUPS_HISTORY("groups:history", "the same as channels:history, in private channels"),
  /** Mentions. */
  APP_MENTIONS_READ("app_mentions:read", "@signalbox is not heard"),
  /** Approvals. */
  REACTIONS_READ("reactions:read", "nobody can approve by reaction"),
  /** Who may act. */
  USERS_READ("users:read", "no account can be looked up, so nobody can act"),
  /** Groups that hold roles. */
  USERGROUPS_READ("usergroups:read", "user groups hold no roles"),
  /** Exports. */
  IM_WRITE("im:write", "exports cannot be sent"),
  /** Keys of messages. */
  METADATA_READ("metadata.message:read", "a message whose answer got lost may be posted twice");

  private final String name;
  private final String without;

  SlackScope(String name, String without) {
    this.name = name;
    this.without = without;
  }

  /** As Slack names it. */
  String named() {
    return name;
  }

  /** What is not so without it. */
  String without() {
    return without;
  }

  /**
   * Those that are needed and missing.
   *
   * @param granted as Slack names them
   * @param privateChannels whether a channel is private
   * @param groups whether a user group holds a role
   */
  static List<SlackScope> missing(Set<String> granted, boolean privateChannels, boolean groups) {
    return Arrays.stream(values())
        .filter(scope -> !granted.contains(scope.name))
        .filter(scope -> privateChannels || !scope.name.startsWith("groups:"))
        .filter(scope -> groups || scope != USERGROUPS_READ)
        .toList();
  }
}
