package dev.signalbox.fleet.docker;

import dev.signalbox.port.Attempt;
import dev.signalbox.port.Provisioner.Resolved;
import dev.signalbox.topology.Version;
import java.util.Optional;

/** Where images come from. */
sealed interface Images permits RegistryImages, ArchivedImages, PresentImages {

  /** Exactly what the version stands for now. */
  Resolved resolve(Version version);

  /**
   * Brings the artifact to the engine, if it is not there yet.
   *
   * @return why it cannot be had, in words for the channel; empty when it is there
   */
  Optional<String> bring(Engine engine, Version version, String artifact, Attempt attempt);
}
