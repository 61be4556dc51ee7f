package dev.signalbox.chat.discord;

import dev.signalbox.deployment.Deployment;
import dev.signalbox.operation.Channel;
import dev.signalbox.port.DeploymentStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is offered while somebody types, from what was deployed and from what waits. */
public final class Suggestions {
  private static final int LOOKED_AT = 200;

  private final DeploymentStore deployments;
  private final List<String> applications;
  private final List<String> stages;

  /** Offers these names, and the versions and deployments of this store. */
  public Suggestions(DeploymentStore deployments, List<String> applications, List<String> stages) {
    this.deployments = deployments;
    this.applications = applications.stream().sorted().toList();
    this.stages = stages.stream().sorted().toList();
  }

  /** A deployment that can be named. */
  record Named(long number, String words) {}

  List<String> applications() {
    return applications;
  }

  List<String> stages() {
    return stages;
  }

  /** The versions that were deployed in the channel's lanes, newest first. */
  List<String> versions(Channel channel, Optional<String> application) {
    return deployments.newest(Optional.empty(), LOOKED_AT).stream()
        .filter(d -> channel.tells(d.plan().lane()))
        .filter(
            d ->
                application.isEmpty()
                    || d.plan().lane().application().name().equals(application.get()))
        .map(d -> d.plan().version().text())
        .distinct()
        .toList();
  }

  /**
   * What runs in the channel's lanes, with those that wait for people first; then what has ended.
   */
  List<Named> deployments(Channel channel, boolean ended) {
    List<Deployment> running =
        deployments.running().stream().filter(d -> channel.tells(d.plan().lane())).toList();
    Stream<Deployment> waiting = running.stream().filter(d -> d.phase().isGate());
    Stream<Deployment> others = running.stream().filter(d -> !d.phase().isGate());
    Stream<Deployment> past =
        ended
            ? deployments.newest(Optional.empty(), LOOKED_AT).stream()
                .filter(d -> channel.tells(d.plan().lane()))
            : Stream.empty();
    return Stream.concat(Stream.concat(waiting, others), past)
        .map(Suggestions::named)
        .distinct()
        .toList();
  }

  private static Named named(Deployment d) {
    return new Named(
        d.id().number(),
        d.id()
            + " "
            + d.plan().lane().application()
            + " "
            + d.plan().version()
            + " → "
            + d.plan().lane().stage()
            + ", "
            + d.phase().label());
  }
}
