package dev.signalbox.probe.prometheus;

import java.util.Map;

/**
 * One number that a query came to.
 *
 * @param labels those of its series
 */
record Sample(Map<String, String> labels, double value) {
  /** Copies the labels. */
  Sample {
    labels = Map.copyOf(labels);
  }
}
