package dev.signalbox.fleet.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.transport.DockerHttpClient;
import dev.signalbox.port.PortFailure;
import dev.signalbox.topology.Lane;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One Docker Engine. What it refuses is thrown as docker-java's {@link DockerException}; what keeps
 * it from answering, as {@link PortFailure}.
 */
final class Engine implements AutoCloseable {

  private final String name;
  private final String host;
  private final Line line;

  Engine(String name, String host, Line line) {
    this.name = name;
    this.host = host;
    this.line = line;
  }

  /** The way to the engine; asked before each call, since it may have to be made anew. */
  interface Line extends AutoCloseable {
    /** The client, ready to be used; throws {@link PortFailure.Unreachable} without a way. */
    DockerClient client();

    /** What sends requests that docker-java has no command for. */
    DockerHttpClient http();

    @Override
    void close();
  }

  /** Asks something that changes nothing. */
  <T> T ask(Function<DockerClient, T> question) {
    return Failures.reading(name, () -> question.apply(line.client()));
  }

  /** Asks for a change. */
  <T> T change(String what, Function<DockerClient, T> change) {
    DockerClient client = line.client();
    return Failures.changing(name, what, () -> change.apply(client));
  }

  /** Asks something by a raw request that changes nothing. */
  <T> T raw(Function<DockerHttpClient, T> question) {
    return Failures.reading(name, () -> question.apply(line.http()));
  }

  /** The lane's containers here, whatever state they are in. */
  List<Member> members(Lane lane) {
    List<Container> found =
        ask(
            client ->
                client
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(Map.of(Labels.LANE, lane.toString()))
                    .exec());
    return found.stream().flatMap(this::member).toList();
  }

  private Stream<Member> member(Container container) {
    boolean running = "running".equals(container.getState());
    return Labels.read(container.getLabels()).stream()
        .map(labels -> published(labels, container))
        .map(labels -> named(labels, container))
        .map(labels -> new Member(this, container.getId(), labels, running));
  }

  /** A container that was labelled by hand has its port from Docker. */
  private static Labels published(Labels labels, Container container) {
    return labels.port() > 0
        ? labels
        : publicPorts(container)
            .findFirst()
            .map(
                port ->
                    new Labels(
                        labels.group(),
                        labels.node(),
                        labels.version(),
                        labels.size(),
                        labels.artifact(),
                        labels.madeFor(),
                        port))
            .orElse(labels);
  }

  /** One without the label of a node is called as Docker calls it. */
  private static Labels named(Labels labels, Container container) {
    if (!labels.node().isEmpty()) {
      return labels;
    }
    String name =
        Stream.of(container.getNames())
            .findFirst()
            .map(it -> it.replaceFirst("^/", "").toLowerCase(Locale.ROOT))
            .orElse(container.getId().substring(0, 12));
    return new Labels(
        labels.group(),
        name,
        labels.version(),
        labels.size(),
        labels.artifact(),
        labels.madeFor(),
        labels.port());
  }

  /** The ports of the host that containers have, or are to have when they run. */
  List<Integer> takenPorts() {
    return ask(client -> client.listContainersCmd().withShowAll(true).exec()).stream()
        .flatMap(
            it ->
                Stream.concat(
                    publicPorts(it), Labels.read(it.getLabels()).map(Labels::port).stream()))
        .toList();
  }

  private static Stream<Integer> publicPorts(Container container) {
    return Optional.ofNullable(container.getPorts()).stream()
        .flatMap(Arrays::stream)
        .flatMap(port -> Optional.ofNullable(port.getPublicPort()).stream());
  }

  /** What people call it. */
  String name() {
    return name;
  }

  /** The host of its published ports, as it is written in a URI. */
  String bracketedHost() {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  @Override
  public void close() {
    line.close();
  }

  @Override
  public String toString() {
    return name;
  }
}
