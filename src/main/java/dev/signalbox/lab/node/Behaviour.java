package dev.signalbox.lab.node;

import java.util.Arrays;

/** How a version behaves in the lab, which the end of its name decides. */
public enum Behaviour {
  /** Any name without a marker. */
  WELL("", "starts, answers every check and gets fast with use"),
  NO_START("-nostart", "does not start: the installation fails and the node stays down"),
  UNHEALTHY("-unhealthy", "starts, but /healthz answers 503: the balancer never takes it"),
  BAD_SMOKE(
      "-badsmoke",
      "starts and is healthy, but fails smoke: /smoke answers 500 and /version names another"
          + " version"),
  COLD("-cold", "passes smoke, but never warms up: every page stays slow"),
  SLOW_DRAIN("-slowdrain", "answers every tenth request slowly, so that a drain has to wait"),
  FLAKY(
      "-flaky",
      "passes smoke and warm-up, but fails every fifth request of production traffic: the watch"
          + " swaps back");

  private final String marker;
  private final String sentence;

  Behaviour(String marker, String sentence) {
    this.marker = marker;
    this.sentence = sentence;
  }

  /** What the name of such a version ends with; empty for {@link #WELL}. */
  public String marker() {
    return marker;
  }

  /** What such a version does, as the second half of a sentence. */
  public String sentence() {
    return sentence;
  }

  /** Reads the behaviour off the name of a version. */
  public static Behaviour of(String version) {
    return Arrays.stream(values())
        .filter(behaviour -> behaviour != WELL && version.endsWith(behaviour.marker))
        .findFirst()
        .orElse(WELL);
  }
}
