package dev.signalbox.command;

import dev.signalbox.topology.Application;
import dev.signalbox.topology.Stage;
import java.util.List;
import java.util.Set;

/**
 * The names that can be typed, as configured.
 *
 * @param applications what {@code app:} may name
 * @param stages what {@code stage:} may name
 */
public record Vocabulary(Set<Application> applications, Set<Stage> stages) {

  /** Copies the sets. */
  public Vocabulary {
    applications = Set.copyOf(applications);
    stages = Set.copyOf(stages);
  }

  /** The applications' names, sorted. */
  List<String> applicationNames() {
    return applications.stream().map(Application::name).sorted().toList();
  }

  /** The stages' names, sorted. */
  List<String> stageNames() {
    return stages.stream().map(Stage::name).sorted().toList();
  }
}
