package dev.signalbox.engine;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.Gate.Evidence;
import dev.signalbox.deployment.Gate.Finding;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.port.Journal.About;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Keeps a waiting gate's evidence true: looks again and again, and says so when it changes. */
final class GateWatch {
  private static final Duration NEVER = Duration.ofDays(1);

  private final Workshop shop;

  GateWatch(Workshop shop) {
    this.shop = shop;
  }

  /** The time between two looks. */
  Duration interval(Deployment d) {
    Duration every = shop.tools().spec(d.plan().lane()).smoke().recheckEvery();
    return every.isPositive() ? every : NEVER;
  }

  /** Looks once; changed evidence raises the gate's revision and voids its approvals. */
  void look(Deployment d) {
    keep(d, gather(d));
  }

  Evidence gather(Deployment d) {
    return shop.tools()
        .observer(d.plan().lane())
        .evidence(d, d.phase(), shop.stores().journal().of(d.id()));
  }

  /** A look that began before the one that the gate shows, and came late, overrules nothing. */
  void keep(Deployment d, Evidence now) {
    shop.stores()
        .transactions()
        .in(
            () -> {
              shop.stores()
                  .deployments()
                  .lock(d.id())
                  .filter(n -> n.visit() == d.visit())
                  .flatMap(n -> shop.stores().gates().open(n.id()))
                  .filter(gate -> !now.gatheredAt().isBefore(gate.evidence().gatheredAt()))
                  .ifPresent(gate -> note(d, gate, now));
              return d.id();
            });
  }

  private void note(Deployment d, Gate gate, Evidence now) {
    Optional<String> changed = difference(gate.evidence(), now);
    if (changed.isEmpty()) {
      Evidence seenAgain =
          new Evidence(
              gate.evidence().holds(),
              gate.evidence().lines(),
              gate.evidence().warmUp(),
              now.gatheredAt());
      shop.stores()
          .gates()
          .save(
              new Gate(
                  gate.id(),
                  gate.deployment(),
                  gate.phase(),
                  gate.planDigest(),
                  gate.revision(),
                  seenAgain,
                  gate.openedAt(),
                  gate.expiresAt(),
                  gate.state()));
      return;
    }
    int voided = shop.stores().gates().votes(gate.id(), gate.revision()).size();
    Gate revised = gate.revise(now);
    shop.stores().gates().save(revised);
    shop.stores()
        .journal()
        .append(
            About.of(d.id(), d.plan().lane()),
            Actor.SIGNALBOX,
            new JournalEvent.EvidenceChanged(revised, voided, changed.get()));
  }

  /** What people must know of the change; empty when nothing that matters changed. */
  private static Optional<String> difference(Evidence before, Evidence now) {
    List<Finding> news =
        now.lines().stream()
            .filter(f -> before.lines().stream().noneMatch(b -> same(b, f)))
            .toList();
    boolean gone =
        before.lines().stream()
            .anyMatch(b -> now.lines().stream().noneMatch(f -> f.subject().equals(b.subject())));
    if (news.isEmpty() && !gone) {
      return Optional.empty();
    }
    return Optional.of(
        news.stream()
            .findFirst()
            .map(f -> f.subject() + ": " + f.line())
            .orElse("a finding is gone"));
  }

  private static boolean same(Finding a, Finding b) {
    boolean linesMatter = a.subject().equals("drift");
    return a.subject().equals(b.subject())
        && a.good() == b.good()
        && (!linesMatter || a.line().equals(b.line()));
  }
}
