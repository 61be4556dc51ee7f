package dev.signalbox.fleet.docker;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.port.Provisioner.Wanted;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Version;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is written on each container, so that it is found again and known for what it is, whoever
 * made it and whatever was forgotten.
 *
 * @param size how many nodes its group was to have; 0 where nobody wrote it
 * @param artifact exactly what the version stood for; empty where nobody wrote it
 * @param madeFor empty for one that was not made by a deployment
 * @param port the port of the engine's host that it is published on
 */
record Labels(
    String group,
    String node,
    Version version,
    int size,
    Optional<String> artifact,
    Optional<DeploymentId> madeFor,
    int port) {

  private static final String PREFIX = "dev.signalbox.";
  static final String LANE = PREFIX + "lane";
  private static final String GROUP = PREFIX + "group";
  private static final String NODE = PREFIX + "node";
  private static final String VERSION = PREFIX + "version";
  private static final String SIZE = PREFIX + "size";
  private static final String ARTIFACT = PREFIX + "artifact";
  private static final String DEPLOYMENT = PREFIX + "deployment";
  private static final String PORT = PREFIX + "port";

  /** Those of one node of a group that is to be made. */
  static Labels of(Wanted wanted, String node, int port) {
    return new Labels(
        wanted.group(),
        node,
        wanted.version(),
        wanted.size(),
        wanted.artifact(),
        wanted.madeFor(),
        port);
  }

  /**
   * Reads the labels of a container of a lane; empty where they are not complete: somebody wrote
   * some of them by hand, and it is left alone.
   */
  static Optional<Labels> read(Map<String, String> written) {
    String group = written.getOrDefault(GROUP, "");
    String version = written.getOrDefault(VERSION, "");
    if (group.isEmpty() || !Version.isVersion(version)) {
      return Optional.empty();
    }
    return Optional.of(
        new Labels(
            group,
            written.getOrDefault(NODE, ""),
            new Version(version),
            number(written, SIZE),
            Optional.ofNullable(written.get(ARTIFACT)),
            Optional.ofNullable(written.get(DEPLOYMENT))
                .filter(Labels::isNumber)
                .map(it -> new DeploymentId(Long.parseLong(it))),
            number(written, PORT)));
  }

  /** As Docker keeps them. */
  Map<String, String> written(Lane lane) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(LANE, lane.toString());
    labels.put(GROUP, group);
    labels.put(NODE, node);
    labels.put(VERSION, version.text());
    labels.put(SIZE, Integer.toString(size));
    artifact.ifPresent(it -> labels.put(ARTIFACT, it));
    madeFor.ifPresent(it -> labels.put(DEPLOYMENT, Long.toString(it.number())));
    labels.put(PORT, Integer.toString(port));
    return labels;
  }

  private static int number(Map<String, String> written, String label) {
    String text = written.getOrDefault(label, "");
    return text.length() <= 9 && isNumber(text) ? Integer.parseInt(text) : 0;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= 18
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
