package dev.signalbox.report;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.topology.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes journal entries by hand, as the engine would, with a clock that a test moves. */
final class Tale {
  static final Actor DEPLOYER = new Actor("deployer", "terminal:deployer");
  static final Actor APPROVER = new Actor("approver", "terminal:approver");
  static final Actor SECOND = new Actor("second-approver", "slack:U2");

  private final List<JournalEntry> entries = new ArrayList<>();
  private final Optional<DeploymentId> deployment;
  private final Optional<Lane> lane;
  private Instant now = Instant.parse("2026-11-21T14:00:00Z");
  private Actor actor = Actor.SIGNALBOX;

  Tale(Optional<DeploymentId> deployment, Optional<Lane> lane) {
    this.deployment = deployment;
    this.lane = lane;
  }

  Tale after(long millis) {
    now = now.plus(Duration.ofMillis(millis));
    return this;
  }

  Tale by(Actor who) {
    actor = who;
    return this;
  }

  Instant now() {
    return now;
  }

  Tale tell(JournalEvent event) {
    long position = 231L + entries.size();
    entries.add(
        new JournalEntry(
            position,
            now,
            deployment,
            lane,
            actor,
            event,
            "{}",
            hash(position - 1),
            hash(position)));
    actor = Actor.SIGNALBOX;
    return this;
  }

  List<JournalEntry> entries() {
    return List.copyOf(entries);
  }

  private static String hash(long position) {
    return String.format(Locale.ROOT, "%016x", position * 0x9E3779B97F4A7C15L).repeat(4);
  }
}
