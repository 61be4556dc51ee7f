package dev.signalbox.store;

import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Plan;
import dev.signalbox.deployment.Step;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.deployment.Vote;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Things to store. */
final class Samples {

  static final Lane SHOP = Lane.of("shop", "production");
  static final Lane API = Lane.of("api", "staging");
  static final Actor DANA = new Actor("dana", "slack:U1");
  static final Actor ALEX = new Actor("alex", "discord:2");
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00.000000001Z");
  static final Node GREEN_1 = new Node("green-1", URI.create("http://127.0.0.1:8101"));

  private Samples() {}

  static Plan plan(Lane lane) {
    Version v2 = new Version("v2");
    return new Plan(
        lane,
        Strategy.BLUE_GREEN,
        v2,
        Optional.of(new Version("v1")),
        "blue",
        "green",
        List.of(
            new Step(Phase.PREPARING, 1, 1, new Action.PrepareSwitch()),
            new Step(
                Phase.ROLLING,
                1,
                1,
                new Action.Install("green", GREEN_1, v2, Optional.of(new Version("v0")))),
            new Step(Phase.SWAPPING, 1, 1, new Action.Swap("blue", "green"))),
        List.of("loses blue on v1, kept until 14:00"));
  }

  static Gate.Evidence evidence(boolean holds) {
    return new Gate.Evidence(
        holds,
        List.of(new Gate.Finding("smoke", holds, "4 of 4 checks ✅")),
        Optional.empty(),
        NOON);
  }

  static Vote vote(Gate gate, Actor by) {
    return new Vote(gate.id(), gate.revision(), by, Vote.Means.REACTION, "msg-1", NOON);
  }
}
