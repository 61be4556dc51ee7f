package dev.signalbox.simulation;

/** How an operation goes wrong. */
public enum Fault {
  /** It is answered, with a failure. */
  FAILS,
  /** Nobody answers, and nothing was asked. */
  UNREACHABLE,
  /** It is done, and the answer is lost. */
  DONE_BUT_ANSWER_LOST,
  /** It is not done, and the answer is lost. */
  NOT_DONE_AND_ANSWER_LOST,
  /** It is answered well, and nothing is done. */
  LIES,
  /** It does not end until it is let go, or told to stop. */
  HANGS,
  /** The bot's process dies before it is done. */
  BOT_DIES_BEFORE,
  /** The bot's process dies when it is done. */
  BOT_DIES_AFTER,
  /** The adapter has a bug. */
  THROWS
}
