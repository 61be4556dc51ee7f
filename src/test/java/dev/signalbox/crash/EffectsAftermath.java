package dev.signalbox.crash;

import java.util.List;

/**
 * Holds what was asked for outside against what should have been: traffic is moved as often as the
 * strategy has it, and nobody asks the switch for what is true already.
 */
record EffectsAftermath(Scenario scenario, List<String> trace, Problems problems) {

  void check() {
    List<String> swaps = trace.stream().filter(it -> it.startsWith("made swap ")).toList();
    long accepted = swaps.stream().filter(it -> it.contains("Accepted")).count();
    long asked = trace.stream().filter(it -> it.startsWith("asks swap ")).count();
    long unanswered = asked - swaps.size();
    problems.expect("swaps that the switch did not take: " + swaps, accepted == swaps.size());
    problems.expect(
        "%d swaps taken and %d unanswered, expected %d"
            .formatted(accepted, unanswered, scenario.swaps()),
        accepted <= scenario.swaps() && accepted + unanswered >= scenario.swaps());
  }
}
