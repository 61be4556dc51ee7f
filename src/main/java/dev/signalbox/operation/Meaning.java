package dev.signalbox.operation;

import dev.signalbox.command.Command.Where;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.topology.Application;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Stage;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds out what short words mean, from the channel's defaults and from what runs. */
final class Meaning {
  private static final int LOOK_BACK = 50;

  private final Services services;

  Meaning(Services services) {
    this.services = services;
  }

  /** The lane meant; every part that is left open comes from the channel, or is asked for. */
  Meant<Lane> lane(Where where, Channel channel) {
    Optional<Application> application = where.application().or(channel::defaultApplication);
    if (application.isEmpty()) {
      return new Meant.Unclear<>(
          "which application? Add one of " + choices(channel.applications(), "app:"));
    }
    if (!channel.applications().contains(application.get())) {
      return new Meant.Unclear<>(
          application.get()
              + " is not spoken of in "
              + channel.name()
              + "; here: "
              + choices(channel.applications(), "app:"));
    }
    List<Stage> stages = stages(application.get());
    Optional<Stage> only = stages.size() == 1 ? Optional.of(stages.getFirst()) : Optional.empty();
    Optional<Stage> stage =
        where.stage().or(() -> only).or(() -> channel.defaultStage().filter(stages::contains));
    if (stage.isEmpty()) {
      return new Meant.Unclear<>("which stage? Add one of " + choices(stages, "stage:"));
    }
    return stages.contains(stage.get())
        ? new Meant.One<>(new Lane(application.get(), stage.get()))
        : new Meant.Unclear<>(
            application.get()
                + " has no stage "
                + stage.get()
                + "; it has "
                + choices(stages, "stage:"));
  }

  /** The stages in which the application has a lane. */
  List<Stage> stages(Application application) {
    return services.specs().lanes().stream()
        .filter(l -> l.application().equals(application))
        .map(Lane::stage)
        .toList();
  }

  /** Every lane that the channel tells about. */
  List<Lane> lanes(Channel channel) {
    return services.specs().lanes().stream().filter(channel::tells).toList();
  }

  /** Every lane that the channel tells about, and that fits. */
  List<Lane> lanes(Channel channel, Where where) {
    return lanes(channel).stream()
        .filter(l -> where.application().filter(a -> !a.equals(l.application())).isEmpty())
        .filter(l -> where.stage().filter(s -> !s.equals(l.stage())).isEmpty())
        .toList();
  }

  /**
   * The deployment meant: the one named, or the only one that runs here and fits.
   *
   * @param fits which of several that run could be meant
   * @param what says what was looked for, such as {@code waits for approval}
   */
  Meant<Deployment> deployment(
      Optional<DeploymentId> named, Channel channel, Predicate<Deployment> fits, String what) {
    if (named.isPresent()) {
      return services
          .stores()
          .deployments()
          .find(named.get())
          .filter(d -> channel.tells(d.plan().lane()))
          .<Meant<Deployment>>map(Meant.One::new)
          .orElseGet(
              () ->
                  new Meant.Unclear<>(
                      "there is no deployment " + named.get() + " in " + channel.name()));
    }
    List<Deployment> here =
        services.stores().deployments().running().stream()
            .filter(d -> channel.tells(d.plan().lane()))
            .toList();
    List<Deployment> fitting = here.stream().filter(fits).toList();
    return switch (fitting.size()) {
      case 1 -> new Meant.One<>(fitting.getFirst());
      case 0 -> new Meant.Unclear<>("nothing here " + what + running(here, channel));
      default -> new Meant.Unclear<>("which one? " + listed(fitting) + ". Add its number.");
    };
  }

  /** What runs instead, or what ended last: whoever comes too late reads what became of it. */
  private String running(List<Deployment> here, Channel channel) {
    if (!here.isEmpty()) {
      return ". Running: " + listed(here);
    }
    return services.stores().deployments().newest(Optional.empty(), LOOK_BACK).stream()
        .filter(d -> channel.tells(d.plan().lane()))
        .findFirst()
        .map(d -> ": nothing runs. The last one was " + listed(List.of(d)) + because(d))
        .orElse(": nothing runs");
  }

  private static String because(Deployment d) {
    return d.reason().isEmpty() ? "" : ": " + d.reason();
  }

  private static String listed(List<Deployment> deployments) {
    return deployments.stream()
        .map(
            d ->
                d.id()
                    + " ("
                    + d.plan().lane()
                    + " "
                    + d.plan().version()
                    + ", "
                    + d.phase().label()
                    + ")")
        .collect(Collectors.joining(", "));
  }

  private static String choices(Iterable<?> values, String prefix) {
    java.util.List<String> words = new java.util.ArrayList<>();
    values.forEach(v -> words.add(prefix + v));
    return words.stream().sorted().collect(Collectors.joining(", "));
  }
}
