package dev.signalbox.app.config;

import dev.signalbox.access.AccessRules;
import dev.signalbox.access.People;
import dev.signalbox.chat.discord.DiscordSettings;
import dev.signalbox.chat.slack.SlackSettings;
import dev.signalbox.command.Vocabulary;
import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.operation.Channel;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout;
import java.time.Duration;
import java.util.List;
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
 * @param driftLookEvery the time between two looks at an idle lane; zero for none
 * @param slack how it is reached; empty where no channel is there
 * @param discord how it is reached; empty where no channel is there
 * @param lab empty where there is none
 * @param machines those that routers are on; to be closed when nothing works with them any more
 */
public record Setup(
    People people,
    AccessRules access,
    List<LaneSetup> lanes,
    List<Channel> channels,
    Optional<SlackSettings> slack,
    Optional<DiscordSettings> discord,
    Duration driftLookEvery,
    DatabaseSettings database,
    WebSettings web,
    Optional<LabSettings> lab,
    Machines machines) {

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
    return new SetupReader(environment).read();
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
}
