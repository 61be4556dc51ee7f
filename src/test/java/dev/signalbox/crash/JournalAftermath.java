package dev.signalbox.crash;

import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.JournalEvent.DeploymentEnded;
import dev.signalbox.deployment.JournalEvent.PhaseEntered;
import dev.signalbox.deployment.JournalEvent.StepBegan;
import dev.signalbox.deployment.JournalEvent.StepEnded;
import dev.signalbox.deployment.JournalEvent.SwapReadBack;
import dev.signalbox.deployment.KeptCluster;
import dev.signalbox.deployment.Phase;
import dev.signalbox.port.Journal.Verification;
import dev.signalbox.store.Stores;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Holds the journal against itself, the lane, and what the lab says is live. */
final class JournalAftermath {
  private final Scenario scenario;
  private final Stores stores;
  private final String live;
  private final Problems problems;
  private final Deployment last;
  private final List<JournalEntry> journal;

  JournalAftermath(Scenario scenario, Stores stores, String live, Problems problems) {
    this.scenario = scenario;
    this.stores = stores;
    this.live = live;
    this.problems = problems;
    this.last = stores.deployments().newest(Optional.empty(), 1).getFirst();
    this.journal = stores.journal().of(last.id());
  }

  void check() {
    problems.expect(
        "the chain is broken", stores.journal().verify() instanceof Verification.Intact);
    end();
    steps();
    new GateAftermath(last.plan().digest(), problems).check(journal);
    swaps();
    kept();
  }

  private void end() {
    int deployments = scenario.prelude().isPresent() ? 2 : 1;
    problems.expect("deployments", (long) deployments, last.id().number());
    problems.expect("phase", scenario.end(), last.phase());
    problems.expect("running", List.of(), stores.deployments().running());
    problems.expect(
        "occupied by", Optional.empty(), stores.deployments().occupying(scenario.lane()));
    problems.expect(
        "ends in the journal", List.of(scenario.end()), all(DeploymentEnded.class, it -> it.how()));
    List<?> phases = all(PhaseEntered.class, PhaseEntered::to);
    problems.expect("last phase in the journal", scenario.end(), phases.getLast());
  }

  private <E extends JournalEvent, T> List<T> all(Class<E> type, Function<E, T> part) {
    return journal.stream()
        .map(JournalEntry::event)
        .filter(type::isInstance)
        .map(type::cast)
        .map(part)
        .toList();
  }

  /** Each step began once and ended once, however often the bot was started. */
  private void steps() {
    Map<String, Integer> balance = new HashMap<>();
    for (JournalEntry entry : journal) {
      if (entry.event() instanceof StepBegan(int visit, var step, int _, String _)) {
        String name =
            visit + " " + step.phase() + " " + step.number() + " " + step.action().label();
        problems.expect("began again: " + name, balance.put(name, 1) == null);
      } else if (entry.event() instanceof StepEnded(int visit, var step, int _, var _)) {
        String name =
            visit + " " + step.phase() + " " + step.number() + " " + step.action().label();
        problems.expect("ended without an intent, or twice: " + name, 1, balance.put(name, 0));
      }
    }
    balance.forEach((name, open) -> problems.expect("never ended: " + name, open == 0));
  }

  private void swaps() {
    List<String> told = all(SwapReadBack.class, it -> it.from() + " to " + it.to());
    problems.expect(
        "%d swaps read back, expected %d: %s".formatted(told.size(), scenario.swaps(), told),
        told.size() == scenario.swaps());
    if (!told.isEmpty()) {
      problems.expect(
          "live, as last read back", live, all(SwapReadBack.class, it -> it.live()).getLast());
    }
    problems.expect(
        "live, as last seen", Optional.of(live), stores.lanes().lastSeenLive(scenario.lane()));
    problems.expect(
        "drift", List.of(), all(JournalEvent.DriftSeen.class, it -> it.expected() + it.live()));
  }

  private void kept() {
    boolean keeps = scenario.brings() && scenario.swaps() == 1 && !scenario.convergesAfterwards();
    Optional<KeptCluster> kept = stores.lanes().kept(scenario.lane());
    problems.expect("a cluster is kept", keeps, kept.isPresent());
    boolean holds = scenario.end() == Phase.ROLLED_BACK || scenario.isRollback();
    problems.expect("the lane is held", holds, !stores.lanes().holds().isEmpty());
  }

  /** The newest lines, for whoever reads what went wrong. */
  static String tail(Stores stores) {
    StringBuilder tail = new StringBuilder();
    for (JournalEntry entry : stores.journal().last(60)) {
      String said = String.valueOf(entry.event());
      tail.append(
          "  %d %s%n"
              .formatted(
                  entry.position(), said.length() > 220 ? said.substring(0, 220) + "…" : said));
    }
    return tail.toString();
  }
}
