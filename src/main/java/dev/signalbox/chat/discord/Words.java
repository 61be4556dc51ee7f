package dev.signalbox.chat.discord;

import dev.signalbox.chat.discord.Troubles.Trouble;
import java.net.URI;
import java.util.Collection;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.requests.CloseCode;
import org.jspecify.annotations.Nullable;

/** What is wrong and what to do about it, in words for the log and the health endpoint. */
final class Words {
  private static final String NOTHING_LOST =
      "Deployments go on meanwhile, and what is to be said here is said afterwards";

  static final Trouble WRONG_TOKEN =
      new Trouble(
          "the token is refused",
          "Reset it under Bot in Discord's developer portal, and put the new one where"
              + " signalbox.discord.token-file or SIGNALBOX_DISCORD_TOKEN says; a file is read"
              + " again by itself");

  static final Trouble STARTING =
      new Trouble("not connected yet", "Wait a moment. " + NOTHING_LOST);

  static final Trouble NO_ANSWER =
      new Trouble("no answer in time", "It is asked again, and nothing is posted twice");

  private Words() {}

  /** As whom it is connected, and to how many servers. */
  static String connected(JDA jda) {
    long servers = jda.getGuildCache().size();
    return "connected as "
        + jda.getSelfUser().getName()
        + ", in "
        + servers
        + (servers == 1 ? " server" : " servers");
  }

  static Trouble noToken(RuntimeException e) {
    return new Trouble("there is no token", String.valueOf(e.getMessage()));
  }

  static Trouble unreachable(URI api, RuntimeException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new Trouble(
        api.getHost() + " cannot be reached (" + cause.getClass().getSimpleName() + ")",
        "Look at the network and at https://discordstatus.com; it is tried again by itself. "
            + NOTHING_LOST);
  }

  static Trouble disconnected(@Nullable CloseCode code) {
    String why = code == null ? "" : " (" + code.getCode() + " " + code.name() + ")";
    return new Trouble(
        "the connection broke" + why, "It is being made again by itself. " + NOTHING_LOST);
  }

  static Trouble gaveUp(@Nullable CloseCode code) {
    if (code == null) {
      return disconnected(null);
    }
    return switch (code) {
      case AUTHENTICATION_FAILED -> WRONG_TOKEN;
      case DISALLOWED_INTENTS, INVALID_INTENTS ->
          new Trouble(
              "the intents are refused (" + code.getCode() + ")",
              "The bot asks for none that is privileged, so look at what stands between it and"
                  + " Discord, such as a gateway proxy; then start the bot again, which by itself"
                  + " tries once an hour");
      default ->
          code.isReconnect()
              ? disconnected(code)
              : new Trouble(
                  "Discord refuses the connection (" + code.getCode() + " " + code.name() + ")",
                  code.getMeaning().replaceFirst("[.]$", "")
                      + ". When that is mended, start the bot again, which by itself tries once an"
                      + " hour");
    };
  }

  static Trouble noChannel(String channel) {
    return new Trouble(
        "there is no channel " + channel + " that the bot can see",
        "If it was deleted, change its address under signalbox.channels; if not, invite the bot to"
            + " its server and let it see the channel");
  }

  static Trouble noPermission(String channel, Collection<Permission> missing) {
    return new Trouble(
        "the bot may not do what it has to in " + channel,
        "Give it there: "
            + missing.stream().map(Permission::getName).sorted().collect(Collectors.joining(", ")));
  }

  static Trouble noCommands(String guild, String reason) {
    return new Trouble(
        "the slash commands of " + guild + " cannot be registered (" + reason + ")",
        "Invite the bot again with the link in the log, which has the scope applications.commands");
  }

  /** The link that invites the bot with exactly what it needs. */
  static String invite(String application) {
    return "https://discord.com/oauth2/authorize?client_id="
        + application
        + "&scope=bot+applications.commands&permissions="
        + Permission.getRaw(Link.PERMISSIONS);
  }
}
