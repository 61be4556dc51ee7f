package dev.signalbox.probe.warmup;

/**
 * One request of the warm-up.
 *
 * @param window the window that it belongs to, from 0
 * @param nanos from when it was to begin to the last byte of the answer
 * @param error what went wrong, in words; empty where it was answered well
 */
record Sample(int window, long nanos, String error) {

  boolean failed() {
    return !error.isEmpty();
  }
}
