package dev.signalbox.access;

import java.util.Locale;

/** What a person may be allowed to do in a stage. */
public enum Role {
  /** Start, plan and retry deployments. */
  DEPLOY,
  /** Approve and reject at a gate. */
  APPROVE,
  /** Bring the old version back. */
  ROLL_BACK,
  /** Stop a deployment, or abandon one that needs attention. */
  ABORT,
  /** Hold and release. */
  HOLD,
  /** Read status, history and audit. */
  READ;

  /** What people read after "may", for example {@code roll back}. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
