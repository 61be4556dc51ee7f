package dev.signalbox.app.config;

import dev.signalbox.access.AccessRules;
import dev.signalbox.access.People;
import dev.signalbox.access.StagePolicy;
import dev.signalbox.command.Vocabulary;
import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.operation.Channel;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Stage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The configuration in the house's own words. One that exists is free of contradictions.
 *
 * @param people everybody
 * @param access who may do what
 * @param lanes in the order of the configuration
 * @param channels in the order of the configuration
 * @param lab empty where there is none
 */
public record Setup(
    People people,
    AccessRules access,
    List<LaneSetup> lanes,
    List<Channel> channels,
    DatabaseSettings database,
    WebSettings web,
    Optional<LabSettings> lab) {

  /** Copies the lists. */
  public Setup {
    lanes = List.copyOf(lanes);
    channels = List.copyOf(channels);
  }

  /**
   * Reads and checks everything that is configured.
   *
   * @throws ConfigurationProblems with all that is wrong, not only with the first
   */
  public static Setup read(ConfigurableEnvironment environment) {
    Places places = new Places(environment);
    Problems problems = new Problems(places::of);
    SignalboxProperties properties = new PropertiesBinder(environment, problems).bind();
    People people = new PeopleReader(problems).read(properties.people());
    Map<Stage, StagePolicy> stages =
        new StageReader(problems, people, PeopleReader.groups(properties.people()))
            .read(properties.stages());
    List<LaneSetup> lanes =
        new LaneReader(problems, places::isWritten, properties.lab())
            .read(properties.applications(), stages.keySet());
    List<Channel> channels =
        new ChannelReader(problems, LaneReader.written(properties.applications()))
            .read(properties.channels());
    Optional<LabSettings> lab =
        new LabReader(problems, environment).read(properties.lab(), people, lanes);
    WebSettings web = web(environment, properties);
    requireLogin(problems, web, channels, lab.isPresent());
    DatabaseSettings database = new DatabaseReader(problems).read(properties.database());
    AccessRules access = access(problems, people, stages, properties.onDuty());
    problems.throwIfAny();
    return new Setup(people, access, lanes, channels, database, web, lab);
  }

  /** The names that can be typed. */
  public Vocabulary vocabulary() {
    return new Vocabulary(
        lanes.stream().map(it -> it.lane().application()).collect(Collectors.toSet()),
        lanes.stream().map(it -> it.lane().stage()).collect(Collectors.toSet()));
  }

  /**
   * What the engine works with.
   *
   * @param inLab asks the running lab for the layout of a lane whose nodes' addresses are its own
   */
  public List<LaneSpec> laneSpecs(Function<Lane, Layout> inLab) {
    return lanes.stream()
        .map(lane -> lane.spec(lane.layout().orElseGet(() -> inLab.apply(lane.lane()))))
        .toList();
  }

  private static AccessRules access(
      Problems problems, People people, Map<Stage, StagePolicy> stages, List<String> onDuty) {
    List<String> known = new ArrayList<>();
    List<String> names = people.people().stream().map(person -> person.name()).toList();
    for (int i = 0; i < onDuty.size(); i++) {
      problems.oneOf("signalbox.on-duty[" + i + "]", onDuty.get(i), names).ifPresent(known::add);
    }
    return new AccessRules(people, stages, known);
  }

  private static WebSettings web(
      ConfigurableEnvironment environment, SignalboxProperties properties) {
    String port = environment.getProperty("server.port", "8080");
    URI baseUrl = Inherited.or(properties.web().baseUrl(), URI.create("http://localhost:" + port));
    return new WebSettings(baseUrl, PeopleReader.passwordHashes(properties.people()));
  }

  private static void requireLogin(
      Problems problems, WebSettings web, List<Channel> channels, boolean inLab) {
    boolean onPage = channels.stream().anyMatch(channel -> channel.platform().equals("page"));
    if (onPage && !inLab && web.passwordHashes().isEmpty()) {
      problems.add(
          "signalbox.people",
          "a channel on the page, but no password-hash",
          "one for each person who signs in there");
    }
  }
}
