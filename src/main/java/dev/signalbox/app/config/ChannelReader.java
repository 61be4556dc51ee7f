package dev.signalbox.app.config;

import dev.signalbox.operation.Channel;
import dev.signalbox.topology.Application;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads where people and the bot talk. */
final class ChannelReader {

  /** The platforms that there is an adapter for. */
  static final Set<String> PLATFORMS = Set.of("terminal", "page", "slack", "discord");

  private static final String FIELD = "signalbox.channels";

  private final Problems problems;
  private final List<Lane> lanes;

  ChannelReader(Problems problems, List<Lane> lanes) {
    this.problems = problems;
    this.lanes = lanes;
  }

  List<Channel> read(Map<String, ChannelProperties> properties) {
    if (properties.isEmpty()) {
      problems.missing(FIELD, "no channel", "at least one, on the page or on the terminal");
    }
    List<Channel> channels = new ArrayList<>();
    Map<String, String> taken = new HashMap<>();
    properties.forEach(
        (name, channel) -> {
          String field = FIELD + "." + Fields.key(name);
          String address = Inherited.or(channel.address(), name);
          String platform = platform(field, channel);
          String other = taken.putIfAbsent(platform + ":" + address, name);
          if (other != null) {
            problems.add(
                field + ".address", "'" + address + "', which is that of " + other, "another");
          }
          if (platform.equals("discord") && !DiscordReader.NUMBER.matcher(address).matches()) {
            problems.add(
                field + ".address",
                "'" + address + "'",
                "the channel's number: Copy Channel ID, with Discord's developer mode on");
          }
          channels.add(channel(field, name, platform, address, channel));
        });
    return channels;
  }

  private String platform(String field, ChannelProperties channel) {
    String platform = Inherited.or(channel.platform(), "");
    return problems.oneOf(field + ".platform", platform, PLATFORMS).orElse("");
  }

  private Channel channel(
      String field, String name, String platform, String address, ChannelProperties properties) {
    Set<String> all = names(lanes.stream().map(lane -> lane.application().name()).toList());
    List<String> spoken = Inherited.or(properties.applications(), List.copyOf(all));
    for (int i = 0; i < spoken.size(); i++) {
      problems.oneOf(field + ".applications[" + i + "]", spoken.get(i), all);
    }
    Set<String> here = names(spoken.stream().filter(all::contains).toList());
    Optional<String> application =
        Optional.ofNullable(properties.defaultApplication())
            .flatMap(it -> problems.oneOf(field + ".default-application", it, here));
    Set<String> stages =
        names(
            lanes.stream()
                .filter(lane -> isMeant(lane, application, here))
                .map(lane -> lane.stage().name())
                .toList());
    Optional<String> stage =
        Optional.ofNullable(properties.defaultStage())
            .flatMap(it -> problems.oneOf(field + ".default-stage", it, stages));
    return new Channel(
        name,
        platform,
        address,
        here.stream().map(Application::new).collect(Collectors.toUnmodifiableSet()),
        application.map(Application::new),
        stage.map(Stage::new));
  }

  /** A default stage must be one that the default application has. */
  private static boolean isMeant(Lane lane, Optional<String> application, Set<String> here) {
    String name = lane.application().name();
    return application.map(name::equals).orElseGet(() -> here.contains(name));
  }

  private static Set<String> names(List<String> names) {
    return Set.copyOf(names);
  }
}
