package dev.signalbox.probe.warmup;

/**
 * One request of the warm-up.
 *
 * @param index its place among all requests, from 0
 * @param error what went wrong, in words; empty where it was answered well
 */
record Sample(int index, long nanos, String error) {

  boolean failed() {
    return !error.isEmpty();
  }
}
