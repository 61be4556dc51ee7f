package dev.signalbox.access;

import java.time.Duration;

/**
 * What a gate of one stage asks for.
 *
 * @param approvals how many different people, at least 1
 * @param requesterCounts whether the one who asked for the deployment may be one of them
 * @param expiry how long the gate waits
 * @param remindBefore how long before the expiry its approvers are reminded; zero for never
 * @param typedOnly whether a reaction is not enough
 */
public record ApprovalPolicy(
    int approvals,
    boolean requesterCounts,
    Duration expiry,
    Duration remindBefore,
    boolean typedOnly) {

  /** What nobody can satisfy: it stands in for a policy that is not there. */
  static final ApprovalPolicy UNSATISFIABLE =
      new ApprovalPolicy(Integer.MAX_VALUE, false, Duration.ofMinutes(1), Duration.ZERO, true);

  /**
   * Refuses a gate that would open without anybody, that expires at once, or that would remind
   * before it opens, with an {@link IllegalArgumentException} that says it.
   */
  public ApprovalPolicy {
    if (approvals < 1) {
      throw new IllegalArgumentException("approvals: found " + approvals + ", write at least 1");
    }
    if (!expiry.isPositive()) {
      throw new IllegalArgumentException("expiry: found " + expiry + ", write more than 0s");
    }
    if (remindBefore.isNegative() || remindBefore.compareTo(expiry) >= 0) {
      throw new IllegalArgumentException(
          "remindBefore: found " + remindBefore + ", write 0s to less than the expiry " + expiry);
    }
  }
}
