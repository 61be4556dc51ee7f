package dev.signalbox.chat.slack;

import dev.signalbox.deployment.Strategy;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Card;
import dev.signalbox.report.Message.Prompt;
import dev.signalbox.report.Run;
import dev.signalbox.report.Scenario;
import dev.signalbox.report.Told;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What people see of a deployment from its start to its end, by what it is. */
final class SlackSamples {
  private SlackSamples() {}

  static Map<String, Message> all() {
    Map<String, Message> all = new LinkedHashMap<>();
    List<Message> happy = Told.of(Run.of(Strategy.BLUE_GREEN, Scenario.HAPPY));
    List<Message> bad = Told.of(Run.of(Strategy.BLUE_GREEN, Scenario.NEEDS_ATTENTION));
    List<Message> smoke = Told.of(Run.of(Strategy.BLUE_GREEN, Scenario.SMOKE_FAILED));
    all.put("start", Told.saying(happy, "deploys shop v2"));
    all.put("card", card(happy, "rolling", 5));
    all.put("smoke-passed", Told.saying(happy, "smoke-test cluster"));
    all.put("card-waits", card(happy, "waiting for approval", 11));
    all.put("gate", prompt(happy, "0 of 2 approvals"));
    all.put("gate-half", prompt(happy, "1 of 2 approvals"));
    all.put("gate-approved", prompt(happy, "Approved."));
    all.put("swap", Told.saying(happy, "swapped: shop"));
    all.put("end", Told.saying(happy, "#17 done"));
    all.put("card-end", card(happy, "succeeded", 15));
    all.put("gate-rejected", prompt(told(Scenario.REJECTED), "Rejected"));
    all.put("smoke-failed", Told.saying(smoke, "#17 failed"));
    all.put("watch-failed", Told.saying(told(Scenario.WATCH_FAILED), "#17 failed"));
    all.put("swapped-back", Told.saying(told(Scenario.WATCH_FAILED), "swapped back"));
    all.put("rolled-back", Told.saying(told(Scenario.WATCH_FAILED), "#17 rolled back"));
    all.put("attention", Told.saying(bad, "#17 needs you"));
    all.put("card-attention", card(bad, "attention", 13));
    all.put("card-of-40", card(Told.of(Run.blueGreen(40, Scenario.HAPPY)), "rolling", 70));
    all.put("card-of-200", card(Told.of(Run.rolling(200, Scenario.HAPPY)), "rolling", 405));
    return all;
  }

  private static List<Message> told(Scenario scenario) {
    return Told.of(Run.of(Strategy.BLUE_GREEN, scenario));
  }

  /** The last card in this phase with at most so many steps done. */
  private static Message card(List<Message> told, String phase, int done) {
    return told.stream()
        .filter(
            m ->
                m.content() instanceof Card card
                    && card.phase().contains(phase)
                    && card.done() <= done)
        .reduce((_, later) -> later)
        .orElseThrow(() -> new AssertionError("no card in " + phase));
  }

  private static Message prompt(List<Message> told, String votes) {
    return told.stream()
        .filter(m -> m.content() instanceof Prompt prompt && prompt.votes().startsWith(votes))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no prompt with " + votes));
  }
}
