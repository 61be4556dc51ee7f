package dev.signalbox.operation;

import dev.signalbox.topology.Application;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Stage;
import java.util.Optional;
import java.util.Set;

/**
 * A place where people and the bot talk, as configured.
 *
 * @param name ours, used in the journal
 * @param platform the adapter that speaks there
 * @param address the platform's own name of it
 * @param applications what may be spoken of here
 * @param defaultApplication meant when none is named
 * @param defaultStage meant when none is named
 */
public record Channel(
    String name,
    String platform,
    String address,
    Set<Application> applications,
    Optional<Application> defaultApplication,
    Optional<Stage> defaultStage) {

  /** Copies the applications. */
  public Channel {
    applications = Set.copyOf(applications);
  }

  /** Whether what happens in the lane is told here. */
  public boolean tells(Lane lane) {
    return applications.contains(lane.application());
  }
}
