package dev.signalbox.lab;

import dev.signalbox.lab.node.Latency;
import dev.signalbox.lab.site.LaneLayout;
import dev.signalbox.lab.site.LaneLayout.ClusterLayout;
import dev.signalbox.lab.site.LaneLayout.NodeLayout;
import dev.signalbox.topology.Lane;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The command line of a lab that is a process of its own.
 *
 * @param config what the lab is made of
 * @param process the id of a process whose end ends the lab as well; empty for none
 */
public record LabArguments(LabConfig config, OptionalLong process) {
  /** What is printed to who gets it wrong. */
  public static final String USAGE =
      """
      usage: LabMain --state=DIRECTORY --lane=LANE [--lane=LANE ...] [options]
        LANE               shop/production:8081:blue=2,green=2   clusters and how many nodes
                           shop/production:8081:blue=2@9101      the same, nodes at 9101 and 9102
                           api/production:8083:group=2           server groups, the first of 2 nodes
                           the number is the port of production traffic; 0 takes any free one
        --control=PORT     of the control API (default 0)
        --pace=DURATION    that an installation takes, such as PT3S (default), PT0S for at once
        --latency=WORD     of the nodes' pages: realistic (default) or none
        --checks=DURATION  between two health checks of a node (default PT1S)
        --trickle=NUMBER   requests per second and lane that the lab sends itself (default 20)
        --with=PID         ends when the process of this id does
      """;

  /** Throws an {@link IllegalArgumentException} that names the argument and the remedy. */
  public static LabArguments parse(String... arguments) {
    for (String argument : arguments) {
      if (!argument.matches("--(state|lane|control|pace|latency|checks|trickle|with)=.+")) {
        throw new IllegalArgumentException("unknown argument '" + argument + "'");
      }
    }
    List<LaneLayout> lanes = all("lane", arguments).map(LabArguments::lane).toList();
    if (lanes.isEmpty()) {
      throw new IllegalArgumentException("--lane is missing: name at least one lane");
    }
    LabConfig.Tempo tempo =
        new LabConfig.Tempo(
            duration("pace", "PT3S", arguments),
            latency(one("latency", arguments).orElse("realistic")),
            duration("checks", "PT1S", arguments));
    Path state =
        one("state", arguments)
            .map(Path::of)
            .orElseThrow(
                () -> new IllegalArgumentException("--state is missing: name a directory"));
    int control = number("control", one("control", arguments).orElse("0"));
    int trickle = number("trickle", one("trickle", arguments).orElse("20"));
    OptionalLong process =
        one("with", arguments).stream().mapToLong(pid -> number("with", pid)).findFirst();
    return new LabArguments(new LabConfig(control, state, lanes, tempo, trickle), process);
  }

  private static Stream<String> all(String name, String... arguments) {
    String start = "--" + name + "=";
    return Arrays.stream(arguments)
        .filter(argument -> argument.startsWith(start))
        .map(argument -> argument.substring(start.length()));
  }

  private static Optional<String> one(String name, String... arguments) {
    List<String> values = new ArrayList<>(all(name, arguments).toList());
    if (values.size() > 1) {
      throw new IllegalArgumentException("--" + name + " is given " + values.size() + " times");
    }
    return values.stream().findFirst();
  }

  private static int number(String name, String text) {
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException odd) {
      throw new IllegalArgumentException(name + ": found '" + text + "', write a number", odd);
    }
  }

  private static Duration duration(String name, String otherwise, String... arguments) {
    String text = one(name, arguments).orElse(otherwise);
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException odd) {
      throw new IllegalArgumentException(
          "--" + name + ": found '" + text + "', write a duration such as PT3S", odd);
    }
  }

  private static Latency latency(String word) {
    return switch (word) {
      case "realistic" -> Latency.REALISTIC;
      case "none" -> Latency.NONE;
      default ->
          throw new IllegalArgumentException(
              "--latency: found '" + word + "', write realistic or none");
    };
  }

  private static LaneLayout lane(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "--lane: found '" + text + "', write application/stage:port:clusters");
    }
    Lane lane = Lane.parse(parts[0]);
    int port = number("--lane " + lane + ", port", parts[1]);
    if (parts[2].startsWith("group=")) {
      int size = number("--lane " + lane + ", group", parts[2].substring("group=".length()));
      return new LaneLayout.OfGroups(lane, port, size);
    }
    return new LaneLayout.OfClusters(
        lane, port, Arrays.stream(parts[2].split(",", -1)).map(LabArguments::cluster).toList());
  }

  private static ClusterLayout cluster(String text) {
    String[] parts = text.split("[=@]", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new IllegalArgumentException(
          "--lane: found cluster '" + text + "', write name=nodes or name=nodes@firstPort");
    }
    int first = parts.length == 3 ? number("cluster " + parts[0] + ", port", parts[2]) : 0;
    int size = number("cluster " + parts[0], parts[1]);
    return new ClusterLayout(
        parts[0],
        IntStream.range(0, size)
            .mapToObj(
                index ->
                    new NodeLayout(parts[0] + "-" + (index + 1), first == 0 ? 0 : first + index))
            .toList());
  }
}
