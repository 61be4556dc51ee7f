package dev.signalbox.fleet.docker;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.GroupRegistrar;
import dev.signalbox.port.Inspectable;
import dev.signalbox.port.Provisioner;
import dev.signalbox.port.Secrets;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Server groups as containers of one or several Docker Engines.
 *
 * <p>Nothing is remembered here: what there is is asked of the engines, where each container is
 * labelled with its lane, group, node, version and deployment. So a crash leaves nothing behind
 * that the next attempt does not find, and adopt or remove. A container starts again with its
 * engine, at the same port.
 */
public final class DockerProvisioner implements Provisioner, Inspectable, AutoCloseable {

  private final Lane lane;
  private final List<Engine> engines;
  private final Images images;
  private final Containers containers;
  private final Health health;
  private final GroupRegistrar router;
  private final DockerSettings settings;

  /** Makes the groups of one lane, and has this router know them. */
  public DockerProvisioner(
      Lane lane, DockerSettings settings, GroupRegistrar router, Secrets secrets) {
    this.lane = lane;
    this.settings = settings;
    this.engines = Engines.of(settings);
    this.images = Engines.images(settings.image(), engines);
    this.containers = new Containers(lane, settings.container(), secrets);
    Logs logs = new Logs(settings.container().environment().values(), secrets, settings.timeout());
    this.health = new Health(settings.health(), logs, settings.timeout());
    this.router = router;
  }

  @Override
  public Resolved resolve(Version version) {
    return images.resolve(version);
  }

  @Override
  public List<ServerGroup> groups() {
    Map<String, URI> entrances =
        router.registered().stream().collect(Collectors.toMap(Cluster::name, Cluster::entrance));
    Map<String, List<Member>> byGroup = new LinkedHashMap<>();
    members()
        .forEach(
            it -> byGroup.computeIfAbsent(it.labels().group(), _ -> new ArrayList<>()).add(it));
    return byGroup.values().stream().map(members -> group(members, entrances)).toList();
  }

  private static ServerGroup group(List<Member> members, Map<String, URI> entrances) {
    Member first = members.getFirst();
    String name = first.labels().group();
    List<Node> nodes = members.stream().map(Member::node).toList();
    URI entrance = entrances.getOrDefault(name, first.address());
    return new ServerGroup(
        new Cluster(name, nodes, entrance), first.labels().version(), first.labels().madeFor());
  }

  /** Every container of the lane, node by node. */
  private List<Member> members() {
    return engines.stream()
        .flatMap(engine -> engine.members(lane).stream())
        .sorted(
            Comparator.comparing((Member it) -> it.labels().group())
                .thenComparing(it -> number(it.labels().node()))
                .thenComparing(it -> it.labels().node()))
        .toList();
  }

  /** The number that a node's name ends with; 10 comes after 9. */
  private static int number(String node) {
    String digits = node.substring(node.lastIndexOf('-') + 1);
    boolean isNumber = digits.matches("\\d{1,9}");
    return isNumber ? Integer.parseInt(digits) : 0;
  }

  private List<Member> members(String group) {
    return members().stream().filter(it -> it.labels().group().equals(group)).toList();
  }

  @Override
  public StepOutcome provision(Wanted wanted, Attempt attempt) {
    List<Member> there = members(wanted.group());
    Optional<String> obstacle = obstacle(wanted, there).or(() -> approved(wanted));
    if (obstacle.isPresent()) {
      return StepOutcome.failed(obstacle.get());
    }
    return make(wanted, there, attempt)
        .or(() -> new Waiting(health, settings.health()).until(members(wanted.group()), attempt))
        .orElseGet(() -> register(wanted, attempt));
  }

  /** Why a group of that name that is there cannot be adopted. */
  private static Optional<String> obstacle(Wanted wanted, List<Member> there) {
    return there.stream()
        .map(Member::labels)
        .filter(
            it ->
                !it.version().equals(wanted.version())
                    || !it.artifact().equals(wanted.artifact())
                    || it.size() != wanted.size())
        .findFirst()
        .map(
            it ->
                "%s is there already, with %d nodes on %s (%s). Remove it, or deploy under another version."
                    .formatted(
                        wanted.group(),
                        it.size(),
                        it.version(),
                        it.artifact().orElse("an unknown image")));
  }

  /** What was approved is what runs: without knowing what that is, nothing is made. */
  private static Optional<String> approved(Wanted wanted) {
    return wanted.artifact().isPresent()
        ? Optional.empty()
        : Optional.of(
            "the plan does not say which image " + wanted.version() + " is. Plan it again.");
  }

  /** Makes what is missing and starts what does not run; how it ended where it did not go well. */
  private Optional<StepOutcome> make(Wanted wanted, List<Member> there, Attempt attempt) {
    Map<String, Member> known =
        there.stream().collect(Collectors.toMap(it -> it.labels().node(), Function.identity()));
    for (int number = 0; number < wanted.size(); number++) {
      Engine engine = engines.get(number % engines.size());
      if (attempt.stopRequested()) {
        return Optional.of(
            new StepOutcome.Stopped("it was stopped after " + number + " containers"));
      }
      String node = wanted.group() + "-" + (number + 1);
      Optional<String> failed =
          Optional.ofNullable(known.get(node))
              .map(this::started)
              .orElseGet(() -> made(engine, wanted, node, attempt));
      if (failed.isPresent()) {
        return Optional.of(
            attempt.stopRequested()
                ? new StepOutcome.Stopped(failed.get())
                : StepOutcome.failed(failed.get()));
      }
    }
    return Optional.empty();
  }

  private Optional<String> started(Member member) {
    return member.running()
        ? Optional.empty()
        : containers
            .start(member.engine(), member.id(), member.labels().node())
            .map(why -> member + " could not be started: " + why);
  }

  private Optional<String> made(Engine engine, Wanted wanted, String node, Attempt attempt) {
    return images
        .bring(engine, wanted.version(), wanted.artifact().orElseThrow(), attempt)
        .or(() -> containers.make(engine, wanted, node));
  }

  private StepOutcome register(Wanted wanted, Attempt attempt) {
    List<Node> nodes = members(wanted.group()).stream().map(Member::node).toList();
    return switch (router.register(wanted.group(), nodes, attempt)) {
      case StepOutcome.Done known ->
          StepOutcome.done(
              "%s stands: %d healthy containers of %s. %s"
                  .formatted(
                      wanted.group(), nodes.size(), wanted.artifact().orElseThrow(), known.line()));
      case StepOutcome other -> other;
    };
  }

  @Override
  public StepOutcome retire(String group, Attempt attempt) {
    List<Member> members = members(group);
    return switch (router.deregister(group, attempt)) {
      case StepOutcome.Done _ -> {
        Together.each(members, containers::stopAndRemove);
        yield StepOutcome.done(
            members.isEmpty()
                ? group + " is gone"
                : group + " is gone: " + members.size() + " containers stopped and removed");
      }
      case StepOutcome other -> other;
    };
  }

  @Override
  public List<Finding> inspect(Duration limit) {
    return new EngineInspection(engines, this::groups, images).inspect();
  }

  @Override
  public void close() {
    health.close();
    engines.forEach(Engine::close);
  }
}
