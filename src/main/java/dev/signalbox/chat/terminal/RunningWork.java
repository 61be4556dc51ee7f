package dev.signalbox.chat.terminal;

import java.util.List;

/**
 * What runs, as a script sees it: asked of what is committed, and waited for without polling. A
 * deployment that needs attention does not run: it goes nowhere by itself.
 */
public interface RunningWork {

  /**
   * Waits until a gate is open.
   *
   * @return false, at once, when none is open and nothing runs that could come to one
   */
  boolean untilGate();

  /** Waits until nothing runs any more; a deployment at a gate runs until that is decided. */
  void untilEnd();

  /**
   * Aborts every deployment that waits at a gate.
   *
   * @return how many there were
   */
  int abortWaiting();

  /** Whether every deployment that ended since this process started succeeded, and none rests. */
  boolean allSucceeded();

  /** A line for each deployment that has not ended, such as {@code #17 is warming up}. */
  List<String> running();
}
