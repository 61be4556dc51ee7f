package dev.signalbox.probe.warmup;

/**
 * One request of the warm-up.
 *
 * @param window the window that it belongs to, from 0
 * @param begun when it was to begin, in nanoseconds since the warm-up began
 * @param nanos from then to the last byte of the answer
 * @param error what went wrong, in words; empty where it was answered well
 */
record Sample(int window, long begun, long nanos, String error) {

  boolean failed() {
    return !error.isEmpty();
  }

  long ended() {
    return begun + nanos;
  }
}
