package dev.signalbox.port;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.util.Optional;

/** Puts a version onto a node. Failures as in {@link TrafficSwitch}. */
public interface Installer {

  /** What is installed on the node now, asked of the node; empty for nothing. */
  Optional<Version> installed(Node node);

  /**
   * Installs and starts the version. Idempotent: installing what is installed and running is done
   * at once. {@link StepOutcome.Failed} leaves the node in a state from which another install can
   * start. {@link StepOutcome.Stopped} when people asked to stop before it was done.
   */
  StepOutcome install(Node node, Version version, Attempt attempt);

  /** Stops and takes off whatever is installed. Idempotent. */
  StepOutcome uninstall(Node node, Attempt attempt);
}
