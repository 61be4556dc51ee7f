package dev.signalbox.deployment;

/** Why a deployment leaves the path to success; decided once, when it does. */
public enum Ending {
  /** It has not left it. */
  NONE,
  /** A person asked. */
  ABORTED,
  /** A person rejected at the gate. */
  REJECTED,
  /** Nobody approved in time. */
  EXPIRED,
  /** A step failed. */
  FAILED,
  /** The watch, or a person after the swap, found the new version wanting. */
  ROLLED_BACK
}
