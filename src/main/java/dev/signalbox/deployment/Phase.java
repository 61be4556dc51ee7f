package dev.signalbox.deployment;

/** A state of the state machine; which of them a deployment passes is its strategy's table. */
public enum Phase {
  /** Looks whether the kept cluster can take traffic again: the first phase of a rollback. */
  CHECKING(Kind.ACTING, "checking what to go back to"),
  /** Makes the switch ready for a swap, for instance lowers a TTL. */
  PREPARING(Kind.ACTING, "preparing the switch"),
  /** The people are asked before traffic leaves the primary cluster (primary first). */
  GATE_AWAY(Kind.GATE, "waiting for approval to move traffic off the primary cluster"),
  /** Production goes to the other cluster, on the same version (primary first). */
  SWAPPING_AWAY(Kind.ACTING, "moving traffic off the primary cluster"),
  /** Waits until nobody can be sent to the primary cluster any more (primary first). */
  SETTLING_AWAY(Kind.ACTING, "waiting until the primary cluster is quiet"),
  /** Makes the server group of the new version (red/black). */
  PROVISIONING(Kind.ACTING, "making the new server group"),
  /** Installs and tests the canary, which stays drained (rolling). */
  CANARY(Kind.ACTING, "installing the canary"),
  /** Installs the version, node by node. */
  ROLLING(Kind.ACTING, "rolling node by node"),
  /** Smoke checks of the whole cluster. */
  SMOKING(Kind.ACTING, "smoke-testing the cluster"),
  /** Warms the new version up and measures it. */
  WARMING_UP(Kind.ACTING, "warming up"),
  /** The people are asked before production meets the new version. */
  GATE(Kind.GATE, "waiting for approval"),
  /** Production goes to the new version. */
  SWAPPING(Kind.ACTING, "swapping traffic"),
  /** The canary takes its first production request (rolling). */
  ADMITTING(Kind.ACTING, "letting the canary take traffic"),
  /** Waits until nobody can be sent to the old cluster any more. */
  SETTLING(Kind.ACTING, "waiting until the old cluster is quiet"),
  /** The new version is judged under production traffic. */
  WATCHING(Kind.ACTING, "watching the new version"),
  /** The watch was inconclusive, or the lane is set to ask: people judge. */
  JUDGING(Kind.GATE, "waiting for people to judge the watch"),
  /** The other cluster gets the new version too. */
  CONVERGING(Kind.ACTING, "bringing the other cluster to the new version"),
  /** A converging that failed is taken back, so that the other cluster stays on its old version. */
  REVERTING(Kind.ACTING, "putting the other cluster back"),
  /** Server groups that nothing may go back to any more are removed (red/black). */
  RETIRING(Kind.ACTING, "removing server groups no longer needed"),
  /** What made the swap quick is taken back, now that no swap back is left: a TTL is raised. */
  UNPREPARING(Kind.ACTING, "taking the switch's preparation back"),
  /** The undo swap: traffic returns to what served before. */
  SWAPPING_BACK(Kind.ACTING, "swapping traffic back"),
  /** Waits until nobody can be sent to the failed version any more. */
  SETTLING_BACK(Kind.ACTING, "waiting until the failed version is quiet"),
  /** What was done is undone, in reverse order. */
  UNDOING(Kind.ACTING, "undoing what was done"),
  /** Traffic returns to the primary cluster, restored to its old version (primary first). */
  RETURNING(Kind.ACTING, "returning traffic to the primary cluster"),
  /** Waits until nobody is sent to the other cluster any more (primary first). */
  SETTLING_RETURN(Kind.ACTING, "waiting until the other cluster is quiet"),
  /** Nothing goes on by itself: people decide with /retry, /rollback or /abandon. */
  NEEDS_ATTENTION(Kind.RESTING, "in need of attention"),
  /** The end that was asked for. */
  SUCCEEDED(Kind.FINAL, "succeeded"),
  /** Ended before production met the new version; all is as it was. */
  UNDONE(Kind.FINAL, "undone"),
  /** Production met the new version and was returned to the old one. */
  ROLLED_BACK(Kind.FINAL, "rolled back"),
  /** The new version serves, but the other cluster could not be brought to it. */
  UNCONVERGED(Kind.FINAL, "succeeded without converging"),
  /** People took over; what is where was said. */
  ABANDONED(Kind.FINAL, "abandoned");

  /** What a deployment does while it is in a phase. */
  public enum Kind {
    /** Runs steps. */
    ACTING,
    /** Waits for people, with evidence. */
    GATE,
    /** Waits for people, because something failed. */
    RESTING,
    /** Has ended. */
    FINAL
  }

  private final Kind kind;
  private final String label;

  Phase(Kind kind, String label) {
    this.kind = kind;
    this.label = label;
  }

  /** What a deployment does while it is in this phase. */
  public Kind kind() {
    return kind;
  }

  /** The phase in words, for a sentence such as "#17 is rolling node by node". */
  public String label() {
    return label;
  }

  /** Whether the deployment has ended and its lane is free. */
  public boolean isFinal() {
    return kind == Kind.FINAL;
  }

  /** Whether people are asked, with evidence. */
  public boolean isGate() {
    return kind == Kind.GATE;
  }

  /** Whether production meets something new here, so that entering it consumes an approval. */
  public boolean isForwardSwap() {
    return this == SWAPPING || this == SWAPPING_AWAY || this == ADMITTING;
  }

  /** Whether what was done is being taken back here; no way leads forward again. */
  public boolean isGoingBack() {
    return switch (this) {
      case SWAPPING_BACK, SETTLING_BACK, UNDOING, REVERTING, RETURNING, SETTLING_RETURN -> true;
      case CHECKING, PREPARING, GATE_AWAY, SWAPPING_AWAY, SETTLING_AWAY, PROVISIONING -> false;
      case CANARY, ROLLING, SMOKING, WARMING_UP, GATE, SWAPPING, ADMITTING, SETTLING -> false;
      case WATCHING, JUDGING, CONVERGING, RETIRING, UNPREPARING, NEEDS_ATTENTION -> false;
      case SUCCEEDED, UNDONE, ROLLED_BACK, UNCONVERGED, ABANDONED -> false;
    };
  }
}
