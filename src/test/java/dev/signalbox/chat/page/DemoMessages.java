package dev.signalbox.chat.page;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.WarmUpReport;
import dev.signalbox.report.Attachment;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Button;
import dev.signalbox.report.Message.Card;
import dev.signalbox.report.Message.NodeMark;
import dev.signalbox.report.Message.Notice;
import dev.signalbox.report.Message.PhaseMark;
import dev.signalbox.report.Message.Place;
import dev.signalbox.report.Message.Progress;
import dev.signalbox.report.Message.Prompt;
import dev.signalbox.report.Tone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A message of each kind. */
final class DemoMessages {

  private static final List<String> TRACK =
      List.of("prepare", "roll", "smoke", "warm up", "approval", "swap", "settle", "watch", "done");

  private DemoMessages() {}

  static WarmUpReport warmUp() {
    List<WarmUpReport.Percentiles> windows =
        IntStream.range(0, 24)
            .mapToLong(i -> (long) (14 + 310 * Math.exp(-i / 3.5) + i % 3))
            .mapToObj(p95 -> percentiles(p95 * 2 / 5, p95, p95 * 3 / 2))
            .toList();
    return new WarmUpReport(
        2_400,
        0,
        Duration.ofMillis(5_830),
        percentiles(9, 180, 420),
        windows,
        Optional.of(Duration.ofMillis(50)));
  }

  private static Attachment curve() {
    return new Attachment.Curve("Warm-up of green", warmUp());
  }

  private static WarmUpReport.Percentiles percentiles(long p50, long p95, long p99) {
    return new WarmUpReport.Percentiles(
        Duration.ofMillis(p50), Duration.ofMillis(p95), Duration.ofMillis(p99));
  }

  /** A card that has come to a phase of its track. */
  static Message card(long number, long revision, Tone tone, int at, String phase) {
    Progress here = tone == Tone.BAD ? Progress.FAILED : Progress.NOW;
    List<PhaseMark> track =
        IntStream.range(0, TRACK.size())
            .mapToObj(
                i ->
                    new PhaseMark(
                        TRACK.get(i),
                        i < at || tone == Tone.GOOD
                            ? Progress.DONE
                            : i == at ? here : Progress.TODO))
            .toList();
    boolean asks = tone == Tone.ASKING;
    return new Message(
        "card:" + number,
        revision,
        Place.CHANNEL,
        Optional.of(new DeploymentId(number)),
        new Card(
            tone,
            "#" + number + " shop v2 → production (bluegreen)",
            phase,
            track,
            nodes(at, here),
            Math.min(14, at * 2 + 1),
            14,
            tone == Tone.BAD
                ? "green-2: smoke check 'home page' expected status 200, got 503"
                : "green-2 smoke: 4 of 4 checks passed",
            asks ? "one approval by approver or second-approver" : "",
            "12,408 requests, 0 failed, 100 % on " + (at > 5 ? "green v2" : "blue v1"),
            tone == Tone.GOOD
                ? List.of()
                : List.of(new Button.Says("Abort", "/abort " + number, true, true))),
        List.of(),
        List.of());
  }

  private static List<NodeMark> nodes(int at, Progress here) {
    return List.of(
        new NodeMark("blue-1", "blue", "serving v1", Progress.TODO),
        new NodeMark("blue-2", "blue", "serving v1", Progress.TODO),
        new NodeMark("green-1", "green", "v2 ready", at > 0 ? Progress.DONE : Progress.TODO),
        new NodeMark(
            "green-2",
            "green",
            at > 1 ? "v2 ready" : "installing v2",
            at > 1 ? (here == Progress.FAILED ? here : Progress.DONE) : Progress.NOW));
  }

  /** A card with two hundred nodes. */
  static Message wideCard(long number, long revision, int upTo) {
    List<NodeMark> nodes = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      Progress progress =
          i == 57
              ? Progress.FAILED
              : i < upTo ? Progress.DONE : i < upTo + 4 ? Progress.NOW : Progress.TODO;
      String state =
          switch (progress) {
            case FAILED -> "did not answer";
            case DONE -> "v3 ready";
            case NOW -> "installing v3";
            case TODO -> "serving v2";
          };
      nodes.add(new NodeMark("web-%03d".formatted(i), "fleet", state, progress));
    }
    List<PhaseMark> track =
        List.of(
            new PhaseMark("canary", Progress.DONE),
            new PhaseMark("approval", Progress.DONE),
            new PhaseMark("roll", Progress.NOW),
            new PhaseMark("watch", Progress.TODO));
    return new Message(
        "card:" + number,
        revision,
        Place.CHANNEL,
        Optional.of(new DeploymentId(number)),
        new Card(
            Tone.RUNNING,
            "#" + number + " api v3 → production (rolling)",
            "rolling node by node",
            track,
            nodes,
            upTo * 4,
            800,
            "web-" + (upTo - 1) + " restored",
            "",
            "",
            List.of(new Button.Says("Abort", "/abort " + number, true, true))),
        List.of(),
        List.of());
  }

  static Message notice(String key, Tone tone, String text, String... details) {
    return new Message(
        key,
        1,
        Place.CHANNEL,
        Optional.empty(),
        new Notice(tone, text, List.of(details)),
        List.of(),
        List.of());
  }

  static Message inThread(String key, long number, Tone tone, String text, String... details) {
    return new Message(
        key,
        1,
        Place.THREAD,
        Optional.of(new DeploymentId(number)),
        new Notice(tone, text, List.of(details)),
        List.of(),
        List.of());
  }

  static Message warmedUp(String key, long number) {
    return new Message(
        key,
        1,
        Place.THREAD,
        Optional.of(new DeploymentId(number)),
        new Notice(Tone.GOOD, "green is warm: p95 fell from 325 ms to 15 ms.", List.of()),
        List.of(),
        List.of(curve()));
  }

  static Message calling(String key, String text, String... names) {
    return new Message(
        key,
        1,
        Place.CHANNEL,
        Optional.empty(),
        new Notice(Tone.BAD, text, List.of()),
        List.of(names),
        List.of());
  }

  /** A gate's prompt. */
  static Message prompt(
      long gate, int gateRevision, long revision, Tone tone, boolean open, String votes) {
    return new Message(
        Message.promptKey(gate, gateRevision),
        revision,
        Place.CHANNEL,
        Optional.of(new DeploymentId(17)),
        new Prompt(
            tone,
            "Swap production of shop from blue (v1) to green (v2)?",
            List.of(
                "✓ smoke: 8 of 8 checks passed on green",
                "✓ warm-up: p95 325 ms → 15 ms, 2,400 requests, none failed",
                "✓ rollback: blue stays on v1, ready for two hours",
                "✓ capacity: 2 of 2 nodes healthy"),
            votes,
            List.of("approver", "second-approver"),
            "plan 4be1c09d · evidence revision "
                + gateRevision
                + " · journal 412 9f3c2a71b09f3c2a · expires 14:35",
            open,
            open
                ? List.of(
                    new Button.Reacts("✅ Approve", "✅"),
                    new Button.Says("Reject", "/reject 17", true, true))
                : List.of()),
        List.of(),
        List.of(curve()));
  }

  static List<String> steps() {
    return LongStream.rangeClosed(1, 39)
        .mapToObj(
            i ->
                "Step "
                    + i
                    + ": green-"
                    + (1 + i % 2)
                    + (i % 3 == 0
                        ? " drained, 0 connections left"
                        : i % 3 == 1 ? " installed v2 in 2.4 s" : " passed 4 of 4 smoke checks"))
        .toList();
  }
}
