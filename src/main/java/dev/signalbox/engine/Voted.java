package dev.signalbox.engine;

import dev.signalbox.deployment.Deployment;

/** What became of a vote. */
public sealed interface Voted {

  /** It counts; more are needed. */
  record Counted(Deployment deployment, int have, int need) implements Voted {}

  /** It was the last one needed: the approval was consumed and the deployment went on. */
  record Consumed(Deployment deployment) implements Voted {}

  /** It was taken back before it was consumed. */
  record Withdrawn(Deployment deployment, int have, int need) implements Voted {}

  /** It does not count, for this reason. */
  record Refused(String reason) implements Voted {}
}
