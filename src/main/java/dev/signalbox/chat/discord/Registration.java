package dev.signalbox.chat.discord;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.channel.middleman.StandardGuildMessageChannel;
import net.dv8tion.jda.api.events.channel.ChannelCreateEvent;
import net.dv8tion.jda.api.events.guild.GuildAvailableEvent;
import net.dv8tion.jda.api.events.guild.GuildJoinEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the slash commands in each server that has one of our channels. What is there is asked
 * for and compared, and only what differs is written: a server allows few such changes a day.
 */
final class Registration extends ListenerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

  private final List<CommandData> commands;
  private final Set<String> channels;
  private final Troubles troubles;
  private final Executor executor;
  private final Map<String, String> registered = new ConcurrentHashMap<>();

  Registration(
      List<CommandData> commands, Set<String> channels, Troubles troubles, Executor executor) {
    this.commands = List.copyOf(commands);
    this.channels = Set.copyOf(channels);
    this.troubles = troubles;
    this.executor = executor;
  }

  @Override
  public void onReady(ReadyEvent event) {
    everywhere(event.getJDA());
  }

  @Override
  public void onSessionRecreate(SessionRecreateEvent event) {
    everywhere(event.getJDA());
  }

  @Override
  public void onGuildJoin(GuildJoinEvent event) {
    everywhere(event.getJDA());
  }

  @Override
  public void onGuildAvailable(GuildAvailableEvent event) {
    everywhere(event.getJDA());
  }

  @Override
  public void onChannelCreate(ChannelCreateEvent event) {
    if (channels.contains(event.getChannel().getId())) {
      everywhere(event.getJDA());
    }
  }

  private void everywhere(JDA jda) {
    Set<Guild> ours =
        channels.stream()
            .flatMap(
                id ->
                    Optional.ofNullable(jda.getChannelById(StandardGuildMessageChannel.class, id))
                        .stream())
            .map(StandardGuildMessageChannel::getGuild)
            .collect(Collectors.toSet());
    ours.forEach(guild -> executor.execute(() -> in(guild)));
  }

  private void in(Guild guild) {
    String where = "commands of " + guild.getName();
    try {
      String wanted = digest(commands);
      if (!present(guild).equals(Optional.of(wanted))) {
        var _ = Asked.of(guild.updateCommands().addCommands(commands));
        LOG.info("Discord: {} slash commands registered in {}", commands.size(), guild.getName());
      }
      registered.put(guild.getId(), wanted);
      troubles.over(where);
    } catch (ErrorResponseException e) {
      troubles.met(
          where, Words.noCommands(guild.getName(), e.getErrorCode() + " " + e.getResponse()));
    } catch (CompletionException e) {
      troubles.met(where, Words.noCommands(guild.getName(), "no answer"));
    }
  }

  /** What is there; where that cannot be read, what was registered last. */
  private Optional<String> present(Guild guild) {
    try {
      List<Command> present = Asked.of(guild.retrieveCommands());
      return Optional.of(digest(present.stream().map(CommandData::fromCommand).toList()));
    } catch (ErrorResponseException e) {
      LOG.info("the commands of {} cannot be read: {}", guild.getName(), e.toString());
      return Optional.ofNullable(registered.get(guild.getId()));
    }
  }

  /** One hash of all that matters, whatever the order that Discord answers in. */
  private static String digest(List<CommandData> commands) {
    return Marker.hash(
        commands.stream()
            .map(command -> command.toData().toPrettyString())
            .sorted()
            .collect(Collectors.joining()));
  }
}
