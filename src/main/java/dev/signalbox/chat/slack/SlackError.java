package dev.signalbox.chat.slack;

import java.util.Map;
import java.util.Set;

/**
 * A reason of Slack's why something was not done.
 *
 * @param code as Slack names it
 */
record SlackError(String code, Kind kind) {

  /** What can be done about it. */
  enum Kind {
    /** The bot's access is gone or too small: people have to mend it. */
    ACCESS,
    /** The channel does not let the bot in: people have to mend it. */
    CHANNEL,
    /** The message itself is not taken. */
    CONTENT,
    /** What it was about is not there any more. */
    GONE,
    /** Slack has a problem of its own: it may go well next time. */
    PASSING
  }

  private static final Set<String> CONTENT =
      Set.of(
          "msg_too_long",
          "msg_blocks_too_long",
          "invalid_blocks",
          "invalid_blocks_format",
          "invalid_arguments",
          "invalid_metadata_format",
          "invalid_metadata_schema",
          "metadata_too_large",
          "no_text",
          "too_many_attachments");
  private static final Set<String> GONE =
      Set.of(
          "message_not_found",
          "thread_not_found",
          "cannot_reply_to_message",
          "cant_update_message",
          "edit_window_closed",
          "no_item_specified");

  private static final String REINSTALL =
      "install the app in the workspace again and write its new bot token";

  private static final Map<String, String> ACCESS =
      Map.ofEntries(
          Map.entry("invalid_auth", "write the bot token of the app, it begins with xoxb-"),
          Map.entry("not_authed", "write the bot token of the app, it begins with xoxb-"),
          Map.entry("token_revoked", REINSTALL),
          Map.entry("token_expired", REINSTALL),
          Map.entry("account_inactive", REINSTALL),
          Map.entry("team_access_not_granted", REINSTALL),
          Map.entry(
              "missing_scope",
              "add the scope as config/slack-manifest.yaml has it, and " + REINSTALL),
          Map.entry("not_allowed_token_type", "write the bot token, not the app's or a user's"),
          Map.entry("ekm_access_denied", "ask the workspace's administrators"),
          Map.entry("no_permission", "ask the workspace's administrators"),
          Map.entry("access_denied", "ask the workspace's administrators"));

  private static final Map<String, String> CHANNEL =
      Map.of(
          "not_in_channel", "write /invite @signalbox in the channel",
          "channel_not_found",
              "check the channel's address, and write /invite @signalbox where it is private",
          "is_archived", "unarchive the channel, or configure another one",
          "restricted_action", "let the app post in the channel's posting permissions",
          "restricted_action_read_only_channel", "let the app post in the read-only channel",
          "restricted_action_thread_only_channel", "let the app post outside of threads",
          "restricted_action_non_threadable_channel", "allow threads in the channel",
          "posting_to_channel_denied", "let the app post in the channel");

  static SlackError of(String code) {
    return new SlackError(code, kind(code));
  }

  private static Kind kind(String code) {
    if (ACCESS.containsKey(code)) {
      return Kind.ACCESS;
    }
    if (CHANNEL.containsKey(code)) {
      return Kind.CHANNEL;
    }
    if (CONTENT.contains(code)) {
      return Kind.CONTENT;
    }
    return GONE.contains(code) ? Kind.GONE : Kind.PASSING;
  }

  /** What people can do. */
  String remedy() {
    String known = ACCESS.getOrDefault(code, CHANNEL.getOrDefault(code, ""));
    return known.isEmpty() ? "wait: it is tried again" : known;
  }
}
