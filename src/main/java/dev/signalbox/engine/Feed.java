package dev.signalbox.engine;

import dev.signalbox.deployment.Deployment;

/** What became of an event that was fed to a deployment. */
public sealed interface Feed {

  /** The deployment is in this state now; it is committed when the transaction is. */
  record Moved(Deployment deployment) implements Feed {}

  /** Nothing changed, for this reason, said of the deployment as "it". */
  record Refused(String reason) implements Feed {}
}
