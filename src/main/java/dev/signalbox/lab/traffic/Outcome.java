package dev.signalbox.lab.traffic;

/** How a request ended. */
public enum Outcome {
  /** An answer below 400. */
  OK,
  /** An answer from 400 to 499: the request was at fault. */
  REFUSED,
  /** An answer of 500 or above, or none: a user saw a failure. */
  FAILED,
  /** The client went away before its answer was complete; nobody's failure. */
  ABANDONED;

  /** The outcome that a complete answer stands for. */
  public static Outcome ofStatus(int status) {
    if (status >= 500) {
      return FAILED;
    }
    return status >= 400 ? REFUSED : OK;
  }
}
