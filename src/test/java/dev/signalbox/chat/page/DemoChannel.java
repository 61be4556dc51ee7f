package dev.signalbox.chat.page;

import dev.signalbox.operation.Channel;
import dev.signalbox.report.Message;
import dev.signalbox.report.Tone;
import dev.signalbox.topology.Lane;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** A channel in which everything has happened once, for looking at. */
final class DemoChannel implements TrafficView {

  private static final String ADDRESS = ServedPage.CHANNEL.address();

  private final RememberedArchive archive = new RememberedArchive();
  private Instant now = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(9, ChronoUnit.HOURS);

  RememberedArchive archive() {
    return archive;
  }

  /** Everything there is to see. */
  DemoChannel fill() {
    failure();
    wide();
    oddities();
    now = now.plus(1, ChronoUnit.HOURS);
    say("deployer", "Good morning, v2 is built. Rolling it out now.");
    say("approver", "I am here to approve it.");
    say("deployer", "/deploy v2 bluegreen");
    post(DemoMessages.card(17, 1, Tone.ASKING, 4, "waiting for approval"));
    for (String step : DemoMessages.steps()) {
      thread(DemoMessages.inThread("step:" + step, 17, Tone.GOOD, step));
    }
    thread(DemoMessages.warmedUp("warm:17", 17));
    post(
        DemoMessages.prompt(
            5, 1, 1, Tone.NEUTRAL, false, "Void: a check failed. Asked again below."));
    archive.react(ADDRESS, "gate:5:1", "✅", "approver", true, now);
    post(DemoMessages.prompt(5, 2, 1, Tone.ASKING, true, "1 of 2: second-approver"));
    archive.react(ADDRESS, "gate:5:2", "✅", "second-approver", true, now);
    return this;
  }

  private void failure() {
    now = now.minus(1, ChronoUnit.DAYS);
    say("deployer", "/deploy broken-smoke bluegreen");
    post(DemoMessages.card(15, 1, Tone.BAD, 2, "needs attention"));
    post(
        DemoMessages.calling(
            "attention:15",
            "#15 needs attention: green-2 could not be put back to v1. Type /retry 15, /rollback"
                + " 15 or /abandon 15 <why>.",
            "second-approver",
            "deployer"));
    post(
        DemoMessages.notice(
            "failed:15",
            Tone.BAD,
            "Smoke failed on green-2: 1 of 4 checks.",
            "✓ health: expected 200, got 200 in 3 ms",
            "✕ home page: expected 200, got 503 in 4 ms",
            "✓ version header: expected v2, got v2"));
    post(DemoMessages.prompt(4, 1, 1, Tone.GOOD, false, "2 of 2: approver, second-approver"));
    archive.react(ADDRESS, "gate:4:1", "✅", "approver", true, now);
    archive.react(ADDRESS, "gate:4:1", "✅", "second-approver", true, now);
    post(DemoMessages.notice("swapped:15", Tone.GOOD, "Production of shop is on green (v2)."));
    post(DemoMessages.card(14, 1, Tone.GOOD, 9, "succeeded"));
    now = now.plus(1, ChronoUnit.DAYS);
  }

  private void wide() {
    say("deployer", "/deploy v3 rolling app:api");
    post(DemoMessages.wideCard(16, 1, 90));
  }

  private void oddities() {
    say("visitor", "<script>alert('no')</script> <img src=x onerror=alert(1)>");
    say("visitor", "right-to-left: \u202Egpj.exe\u202C and Hebrew שלום עולם, emoji 🚂🟢👩‍💻");
    say("visitor", Excerpt.of("long ".repeat(20_000), PageEntrance.SHOWN));
    say("visitor", "unbroken".repeat(60));
  }

  void say(String person, String line) {
    now = now.plusSeconds(20);
    archive.type(ADDRESS, person, line, now);
  }

  private void post(Message message) {
    now = now.plusSeconds(7);
    archive.post(ADDRESS, message, Optional.empty(), now);
  }

  private void thread(Message message) {
    now = now.plusSeconds(1);
    archive.post(ADDRESS, message, Optional.of("card:17"), now);
  }

  @Override
  public List<LaneTraffic> of(Channel channel, int seconds) {
    List<Integer> before =
        counts(seconds, i -> i < 120 ? 80 + i % 7 : i < 126 ? 84 - (i - 119) * 14 : 0);
    List<Integer> after = counts(seconds, i -> i < 120 ? 0 : i < 126 ? (i - 119) * 14 : 82 + i % 9);
    List<Integer> none = counts(seconds, _ -> 0);
    return List.of(
        new LaneTraffic(
            Lane.of("shop", "production"),
            Optional.of("green"),
            List.of(
                new Series("v1", "blue", before, none), new Series("v2", "green", after, none))),
        new LaneTraffic(
            Lane.of("shop", "staging"),
            Optional.of("blue"),
            List.of(
                new Series(
                    "v2",
                    "blue",
                    counts(seconds, i -> 5 + i % 3),
                    counts(seconds, i -> i > 60 && i < 64 ? 1 : 0)))));
  }

  private static List<Integer> counts(int seconds, IntUnaryOperator each) {
    return IntStream.range(0, seconds).map(each).boxed().toList();
  }
}
