package dev.signalbox.access;

import java.time.Duration;

/**
 * What a gate of one stage asks for.
 *
 * @param approvals how many different people, at least 1
 * @param requesterCounts whether the one who asked for the deployment may be one of them
 * @param expiry how long the gate waits
 * @param remindBefore how long before the expiry its approvers are reminded
 * @param typedOnly whether a reaction is not enough
 */
public record ApprovalPolicy(
    int approvals,
    boolean requesterCounts,
    Duration expiry,
    Duration remindBefore,
    boolean typedOnly) {}
