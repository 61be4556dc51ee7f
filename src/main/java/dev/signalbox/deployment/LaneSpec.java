package dev.signalbox.deployment;

import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout;

/** One lane as it is configured: how it is made and how versions reach it. */
public record LaneSpec(
    Lane lane,
    Layout layout,
    RolloutPolicy rollout,
    SmokePolicy smoke,
    WarmUpPolicy warmUp,
    WatchPolicy watch) {}
