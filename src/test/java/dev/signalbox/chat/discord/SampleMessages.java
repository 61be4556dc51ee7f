package dev.signalbox.chat.discord;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Button;
import dev.signalbox.report.Message.Card;
import dev.signalbox.report.Message.Content;
import dev.signalbox.report.Message.NodeMark;
import dev.signalbox.report.Message.Notice;
import dev.signalbox.report.Message.PhaseMark;
import dev.signalbox.report.Message.Place;
import dev.signalbox.report.Message.Progress;
import dev.signalbox.report.Message.Prompt;
import dev.signalbox.report.Tone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** One message of each kind, as they stand in a channel. */
final class SampleMessages {
  private SampleMessages() {}

  static Map<String, Message> all() {
    Map<String, Message> all = new LinkedHashMap<>();
    all.put("start", start());
    all.put("card", card("card:17", nodes(2)));
    all.put("card-of-40-nodes", card("card:18", batch(40)));
    all.put("card-of-200-nodes", card("card:18", batch(200)));
    all.put("card-of-200-rows", card("card:18", nodes(200)));
    all.put("card-that-failed", failed());
    all.put("prompt", prompt(true));
    all.put("prompt-decided", prompt(false));
    all.put("odd-text", oddText());
    all.put("attention", attention());
    return all;
  }

  static Message named(String name) {
    return Optional.ofNullable(all().get(name)).orElseThrow();
  }

  private static Message start() {
    return message(
        "entry:1:0",
        new Notice(
            Tone.RUNNING,
            "#17 anna deploys shop v2 to production (bluegreen).",
            List.of(
                "production now: blue (v1), afterwards: green (v2)",
                "after the swap blue is kept as it is for 24 h, for an instant /rollback",
                "14 steps · plan 60c3c872eea4 · journal 1 6f92404e3618")),
        List.of());
  }

  static Message card(String key, List<NodeMark> nodes) {
    return message(
        key,
        new Card(
            Tone.RUNNING,
            "#17 shop v2 → production (bluegreen)",
            "rolling node by node",
            List.of(
                new PhaseMark("prepare", Progress.DONE),
                new PhaseMark("roll", Progress.NOW),
                new PhaseMark("smoke", Progress.TODO),
                new PhaseMark("warm up", Progress.TODO),
                new PhaseMark("approval", Progress.TODO),
                new PhaseMark("swap", Progress.TODO)),
            nodes,
            5,
            14,
            "drain green-2: green-2 is drained, nothing is under way",
            "",
            "12,408 requests, 0 failed",
            List.of(new Button.Says("Abort", "/abort 17", false, true))),
        List.of());
  }

  private static List<NodeMark> nodes(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            i ->
                i < count
                    ? new NodeMark("green-" + i, "green", "on v2", Progress.DONE)
                    : new NodeMark("green-" + i, "green", "installing v2", Progress.NOW))
        .toList();
  }

  /** As the story of a large cluster tells them: a batch of twenty is at work, one has failed. */
  private static List<NodeMark> batch(int count) {
    List<NodeMark> marks = new ArrayList<>();
    marks.add(new NodeMark("green-" + (count / 2), "green", "smoke-testing", Progress.FAILED));
    IntStream.range(count / 2 + 1, count / 2 + 12)
        .mapToObj(i -> new NodeMark("green-" + i, "green", "installing v2", Progress.NOW))
        .forEach(marks::add);
    marks.add(new NodeMark("8 nodes", "green", "installing v2", Progress.NOW));
    marks.add(new NodeMark(count / 2 - 1 + " nodes", "green", "on v2", Progress.DONE));
    marks.add(new NodeMark(count / 2 - 19 + " nodes", "green", "on v1", Progress.TODO));
    return marks;
  }

  private static Message failed() {
    return message(
        "card:19",
        new Card(
            Tone.BAD,
            "#19 shop v3 → production (bluegreen)",
            "failed, undone: smoke-test green-1: 1 of 2 smoke checks failed",
            List.of(
                new PhaseMark("prepare", Progress.DONE),
                new PhaseMark("roll", Progress.FAILED),
                new PhaseMark("smoke", Progress.TODO),
                new PhaseMark("warm up", Progress.TODO),
                new PhaseMark("approval", Progress.TODO),
                new PhaseMark("swap", Progress.TODO)),
            List.of(
                new NodeMark("green-1", "green", "smoke failed, back on v1", Progress.FAILED),
                new NodeMark("green-2", "green", "v1", Progress.TODO)),
            3,
            14,
            "undo: install v1 on green-1: green-1 runs v1",
            "",
            "3,411 requests, 0 failed, 100 % on blue v1",
            List.of()),
        List.of());
  }

  private static Message prompt(boolean open) {
    return message(
        "gate:4:1",
        new Prompt(
            open ? Tone.ASKING : Tone.GOOD,
            "#17: send production traffic of shop from blue (v1) to green (v2)?",
            List.of(
                "✔ smoke: 6 of 6 checks pass on green",
                "✔ switch: production goes to blue",
                "✔ rollback: blue on v1 healthy 2/2",
                "✔ warm-up: 600 requests, 0 errors; p50 4 ms, p95 12 ms, p99 19 ms"),
            open ? "0 of 1 approval" : "Approved. 1 of 1 approval: ada ✅.",
            List.of("ada", "ben"),
            "plan 60c3c872eea4 · evidence 1 · journal 39 812b92ab5ebd · expires 14:35 UTC",
            open,
            open
                ? List.of(
                    new Button.Reacts("Approve", "✅"),
                    new Button.Says("Reject", "/reject 17 ", true, true))
                : List.of()),
        List.of("approver"));
  }

  private static Message oddText() {
    return message(
        "entry:9:0",
        new Notice(
            Tone.BAD,
            "# @everyone <@2000000000000000001> **bold** [link](https://evil.example)"
                + " \u202Egnp.exe",
            List.of("- a list", "> a quotation", "1. a number", "`code` ||spoiler|| ~~gone~~")),
        List.of());
  }

  private static Message attention() {
    return message(
        "entry:12:0",
        new Notice(
            Tone.BAD,
            "#17 needs attention: green-2 could not be restored.",
            List.of(
                "production goes to blue (v1)",
                "/retry 17 tries again: rolling node by node",
                "/abandon 17 <why> ends it as it stands: nothing more is done about it")),
        List.of("approver"));
  }

  private static Message message(String key, Content content, List<String> mentions) {
    return new Message(
        key, 1, Place.CHANNEL, Optional.of(new DeploymentId(17)), content, mentions, List.of());
  }
}
