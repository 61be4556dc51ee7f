package dev.signalbox.chat.discord;

import dev.signalbox.chat.discord.strict.Acts;
import dev.signalbox.chat.discord.strict.Crowd;
import dev.signalbox.chat.discord.strict.Post;
import dev.signalbox.chat.discord.strict.StrictDiscord;
import dev.signalbox.process.WholeBot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A team in a strict Discord, and what the whole bot is started with to speak there. */
final class Team implements AutoCloseable {
  static final String DEPLOYER = "2000000000000000001";
  static final String APPROVER = "2000000000000000002";
  static final String STRANGER = "2000000000000000003";

  final StrictDiscord discord;
  final Crowd crowd;
  final String guild;
  final String channel;

  Team() {
    discord = new StrictDiscord(InstantSource.system()).start();
    discord.limit(200, Duration.ofSeconds(1));
    discord.globalLimit(1_000, Duration.ofSeconds(1));
    crowd = discord.crowd();
    guild = crowd.guild("team");
    channel = crowd.channel(guild, "deployments");
    crowd.member(guild, DEPLOYER, "dora");
    crowd.member(guild, APPROVER, "ada");
    crowd.member(guild, STRANGER, "sam");
  }

  /** What the bot is started with, below this directory. */
  List<String> arguments(Path directory, String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--signalbox.channels.team.platform=discord");
    arguments.add("--signalbox.channels.team.address=" + channel);
    arguments.add("--signalbox.channels.team.default-application=shop");
    arguments.add("--signalbox.channels.team.default-stage=production");
    arguments.add("--signalbox.discord.token=" + StrictDiscord.TOKEN);
    arguments.add("--signalbox.discord.api-url=" + discord.restUrl());
    arguments.add("--signalbox.discord.gateway-url=" + discord.gatewayUrl());
    arguments.add("--signalbox.people.deployer.identities[2]=discord:" + DEPLOYER);
    arguments.add("--signalbox.people.deployer.identities[1]=page:deployer");
    arguments.add("--signalbox.people.deployer.identities[0]=terminal:deployer");
    arguments.add("--signalbox.people.approver.identities[2]=discord:" + APPROVER);
    arguments.add("--signalbox.people.approver.identities[1]=page:approver");
    arguments.add("--signalbox.people.approver.identities[0]=terminal:approver");
    arguments.add("--signalbox.lab.pace=0s");
    arguments.add("--signalbox.lab.latency=none");
    arguments.add("--signalbox.lab.check-interval=100ms");
    arguments.add("--signalbox.people.second.groups[0]=everybody");
    arguments.add("--signalbox.people.second.identities[0]=page:second");
    return WholeBot.arguments(directory, arguments);
  }

  Acts deployer() {
    return crowd.acts(DEPLOYER);
  }

  Acts approver() {
    return crowd.acts(APPROVER);
  }

  /** Waits until the bot registered its commands, which it does when it is connected. */
  void awaitCommands() {
    discord.awaitThat("the commands", () -> crowd.commands(guild).containsKey("deploy"));
  }

  /** Waits for a message in the channel. */
  Post awaitPost(String what, Predicate<Post> isIt) {
    return discord.await(what, () -> newest(isIt));
  }

  /** The newest such message in the channel. */
  Optional<Post> newest(Predicate<Post> isIt) {
    return crowd.posts(channel).reversed().stream().filter(isIt).findFirst();
  }

  /** Waits for a prompt that can be approved. */
  Post awaitPrompt() {
    return awaitPost("a prompt", p -> p.buttons().containsKey("Approve"));
  }

  Post awaitText(String text) {
    return awaitPost("'" + text + "'", p -> p.visible().contains(text));
  }

  @Override
  public void close() {
    discord.close();
  }
}
