package dev.signalbox.app.config;

import dev.signalbox.access.AccessRules;
import dev.signalbox.access.People;
import dev.signalbox.access.Person;
import dev.signalbox.access.StagePolicy;
import dev.signalbox.chat.discord.DiscordSettings;
import dev.signalbox.chat.slack.SlackSettings;
import dev.signalbox.operation.Channel;
import dev.signalbox.port.Secrets;
import dev.signalbox.topology.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.env.ConfigurableEnvironment;

/** Reads the whole configuration, and goes on after each mistake. */
final class SetupReader {

  private final Places places;
  private final Problems problems;
  private final ServerReader server;
  private final PropertiesBinder binder;

  SetupReader(ConfigurableEnvironment environment) {
    this.places = new Places(environment);
    this.problems = new Problems(places::of);
    this.server = new ServerReader(problems, environment);
    this.binder = new PropertiesBinder(environment, problems);
  }

  Setup read() {
    requireFile();
    SignalboxProperties properties = binder.bind();
    People people = new PeopleReader(problems).read(properties.people());
    Map<Stage, StagePolicy> stages =
        new StageReader(problems, people, PeopleReader.groups(properties.people()))
            .read(properties.stages());
    Secrets secrets = new SecretReader(problems).read(properties.secrets());
    Machines machines = new MachineReader(problems, secrets).read(properties.machines());
    SharedByLanes shared = SharedByLanes.of(secrets, machines);
    List<LaneSetup> lanes =
        new LaneReader(problems, places::isWritten, properties.lab(), shared)
            .read(properties.applications(), stages.keySet());
    List<Channel> channels =
        new ChannelReader(problems, LaneReader.written(properties.applications()))
            .read(properties.channels());
    Optional<LabSettings> lab =
        new LabReader(problems, server).read(properties.lab(), people, lanes);
    WebSettings web = server.web(properties);
    requireLogin(web, channels, lab.isPresent());
    Optional<SlackSettings> slack = new SlackReader(problems).read(properties.slack(), channels);
    Optional<DiscordSettings> discord =
        new DiscordReader(problems).read(properties.discord(), people, channels);
    Duration driftLook =
        problems.notNegative("signalbox.drift.look-every", properties.drift().lookEvery());
    DatabaseSettings database = new DatabaseReader(problems).read(properties.database());
    AccessRules access = access(people, stages, properties.onDuty());
    problems.throwIfAny();
    return new Setup(
        people, access, lanes, channels, slack, discord, driftLook, database, web, lab, machines);
  }

  /** Whoever starts the bot somewhere else is told that, not that everything is missing. */
  private void requireFile() {
    if (!places.isWritten(SignalboxProperties.PREFIX)) {
      problems.add(
          SignalboxProperties.PREFIX,
          "nothing",
          "config/application.yaml in the directory that the bot is started in, now "
              + Path.of("").toAbsolutePath());
      problems.throwIfAny();
    }
  }

  private AccessRules access(People people, Map<Stage, StagePolicy> stages, List<String> onDuty) {
    List<String> known = new ArrayList<>();
    List<String> names = people.people().stream().map(Person::name).toList();
    for (int i = 0; i < onDuty.size(); i++) {
      problems.oneOf("signalbox.on-duty[" + i + "]", onDuty.get(i), names).ifPresent(known::add);
    }
    return new AccessRules(people, stages, known);
  }

  private void requireLogin(WebSettings web, List<Channel> channels, boolean inLab) {
    boolean onPage = channels.stream().anyMatch(channel -> channel.platform().equals("page"));
    if (onPage && !inLab && web.passwordHashes().isEmpty()) {
      problems.add(
          "signalbox.people",
          "a channel on the page, but no password-hash",
          "one for each person who signs in there");
    }
  }
}
