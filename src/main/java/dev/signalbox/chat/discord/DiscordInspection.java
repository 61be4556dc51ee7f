package dev.signalbox.chat.discord;

import dev.signalbox.access.People;
import dev.signalbox.access.Person;
import dev.signalbox.operation.Channel;
import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.PortFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.StandardGuildMessageChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.requests.ErrorResponse;

/**
 * Tries what the bot needs of Discord, without posting anything: its token and the gateway, its
 * channels and what it may do there, its slash commands, and the roles and accounts that are
 * configured.
 */
final class DiscordInspection {
  private static final String GATEWAY = "token and gateway";

  private final List<Channel> channels;
  private final Set<String> roles;
  private final People people;

  /**
   * Tries these.
   *
   * @param groups the groups that hold roles, as they are configured; those of other platforms are
   *     left out
   */
  DiscordInspection(List<Channel> channels, Set<String> groups, People people) {
    this.channels = List.copyOf(channels);
    this.roles =
        groups.stream()
            .filter(group -> group.startsWith(DiscordPlatform.NAME + ":"))
            .map(group -> group.substring(DiscordPlatform.NAME.length() + 1))
            .collect(Collectors.toUnmodifiableSet());
    this.people = people;
  }

  /** What is found by this connection. */
  List<Finding> by(Link link, Troubles troubles) {
    Optional<JDA> jda = link.jda();
    if (jda.isEmpty()) {
      Troubles.Trouble trouble =
          Optional.ofNullable(troubles.present().get(Link.WHERE)).orElse(Words.STARTING);
      return List.of(
          new Finding.Bad(GATEWAY, trouble.state(), trouble.remedy()),
          new Finding.Untried("channels, commands, roles and accounts", "no connection"));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding.Good(GATEWAY, Words.connected(jda.get())));
    channels.forEach(channel -> findings.add(channel(jda.get(), channel)));
    List<Guild> guilds = guilds(jda.get());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Stream.of(
              guilds.stream()
                  .map(guild -> asked("commands in " + guild.getName(), () -> commands(guild))),
              roles.stream()
                  .sorted()
                  .map(role -> asked("role " + role, () -> role(jda.get(), role))),
              accounts().map(it -> asked(it.what(), () -> account(guilds, it))))
          .flatMap(it -> it)
          .map(question -> CompletableFuture.supplyAsync(question, threads))
          .toList()
          .forEach(answer -> findings.add(answer.join()));
    }
    return merged(findings);
  }

  private List<Guild> guilds(JDA jda) {
    return channels.stream()
        .flatMap(c -> Optional.ofNullable(jda.getGuildChannelById(c.address())).stream())
        .map(GuildChannel::getGuild)
        .distinct()
        .toList();
  }

  private static Finding channel(JDA jda, Channel channel) {
    String what = "channel " + channel.name() + " (" + channel.address() + ")";
    GuildChannel found = jda.getGuildChannelById(channel.address());
    if (found == null) {
      Troubles.Trouble trouble = Words.noChannel(channel.address());
      return new Finding.Bad(
          what,
          trouble.state(),
          trouble.remedy() + ", by " + Words.invite(jda.getSelfUser().getApplicationId()));
    }
    if (!(found instanceof StandardGuildMessageChannel)) {
      return new Finding.Bad(
          what,
          "#" + found.getName() + " is no text channel",
          "write the number of a text channel as its address");
    }
    EnumSet<Permission> missing = EnumSet.copyOf(Link.PERMISSIONS);
    missing.removeAll(found.getGuild().getSelfMember().getPermissions(found));
    String name = "#" + found.getName() + " in " + found.getGuild().getName();
    if (missing.isEmpty()) {
      return new Finding.Good(what, name + ", and the bot may do all that it has to there");
    }
    Troubles.Trouble trouble = Words.noPermission(name, missing);
    return new Finding.Bad(what, trouble.state(), trouble.remedy());
  }

  private static Finding commands(Guild guild) {
    String what = "commands in " + guild.getName();
    try {
      int registered = Asked.of(guild.retrieveCommands()).size();
      return registered == 0
          ? new Finding.Untried(what, "none is registered yet, which the bot does when it starts")
          : new Finding.Good(what, registered + " are registered");
    } catch (ErrorResponseException e) {
      Troubles.Trouble trouble =
          Words.noCommands(guild.getName(), e.getErrorCode() + " " + e.getMeaning());
      return new Finding.Bad(
          what,
          trouble.state(),
          trouble.remedy() + ": " + Words.invite(guild.getSelfMember().getId()));
    }
  }

  private Finding role(JDA jda, String id) {
    String what = "role " + id;
    Role role = jda.getRoleById(id);
    if (role == null) {
      return new Finding.Bad(
          what,
          "no server that the bot is in has it",
          "copy the role's number in Discord, with developer mode on, into the stage's roles");
    }
    Set<String> accounts = accounts().map(Account::id).collect(Collectors.toUnmodifiableSet());
    int holders = DiscordGroups.members(role, accounts).size();
    return new Finding.Good(
        what,
        "@"
            + role.getName()
            + " in "
            + role.getGuild().getName()
            + ", which "
            + holders
            + " of those who are configured here hold");
  }

  /** An account of somebody who is configured. */
  private record Account(String person, String id) {
    String what() {
      return "account " + id + " of " + person;
    }
  }

  private Stream<Account> accounts() {
    return people.people().stream().flatMap(DiscordInspection::accounts);
  }

  private static Stream<Account> accounts(Person person) {
    return person.identities().stream()
        .filter(identity -> identity.platform().equals(DiscordPlatform.NAME))
        .map(identity -> new Account(person.name(), identity.id()))
        .sorted(Comparator.comparing(Account::id));
  }

  private static Finding account(List<Guild> guilds, Account account) {
    for (Guild guild : guilds) {
      try {
        var member = Asked.of(guild.retrieveMemberById(account.id()).useCache(false));
        if (!member.getUser().isBot()) {
          return new Finding.Good(account.what(), member.getEffectiveName());
        }
        return new Finding.Bad(
            account.what(), "it is a bot's", "write the number of the person's own account");
      } catch (ErrorResponseException e) {
        if (e.getErrorResponse() != ErrorResponse.UNKNOWN_MEMBER
            && e.getErrorResponse() != ErrorResponse.UNKNOWN_USER) {
          throw e;
        }
      }
    }
    return guilds.isEmpty()
        ? new Finding.Untried(account.what(), "no channel is found, so no server is known")
        : new Finding.Bad(
            account.what(),
            "it is in no server that has a channel of ours",
            "write the number that Discord copies for the person (Copy User ID), or let them join");
  }

  private static Supplier<Finding> asked(String what, Supplier<Finding> question) {
    return () -> {
      try {
        return question.get();
      } catch (ErrorResponseException e) {
        return new Finding.Bad(
            what,
            "Discord says " + e.getErrorCode() + " " + e.getMeaning(),
            Words.NO_ANSWER.remedy());
      } catch (PortFailure e) {
        return new Finding.Untried(what, e.reason());
      } catch (CompletionException e) {
        return new Finding.Untried(what, Words.NO_ANSWER.state());
      }
    };
  }

  /** Good accounts are many, and one line is enough for them. */
  private static List<Finding> merged(List<Finding> findings) {
    List<Finding> merged = new ArrayList<>();
    int accounts = 0;
    for (Finding finding : findings) {
      if (finding instanceof Finding.Good good && good.what().startsWith("account ")) {
        accounts++;
      } else {
        merged.add(finding);
      }
    }
    if (accounts > 0) {
      merged.add(new Finding.Good("accounts", accounts + " of people who are members here"));
    }
    return merged;
  }
}
