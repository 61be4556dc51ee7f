package dev.signalbox.lab.fault;

/** What a fault does to the operation that it strikes. */
public enum Effect {
  /** The request is answered with 503, and nothing is done. */
  REFUSE,
  /** The request is done after a delay. */
  SLOW,
  /** The connection is cut before anything is done. */
  LOSE_REQUEST,
  /** It is done, and the connection is cut instead of an answer. */
  LOSE_ANSWER,
  /** For {@code install} and {@code provision}: the work is begun and fails. */
  FAIL,
  /** For {@code install} and {@code provision}: the work is begun and never ends. */
  HANG;

  /** Whether the work is struck, and not the request for it. */
  public boolean strikesWork() {
    return this == FAIL || this == HANG;
  }
}
