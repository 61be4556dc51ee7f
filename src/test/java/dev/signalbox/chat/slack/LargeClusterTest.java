package dev.signalbox.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.signalbox.access.People;
import dev.signalbox.chat.DeliveryTrial;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.measured.Measurements;
import dev.signalbox.operation.Channel;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Notice;
import dev.signalbox.report.Message.Prompt;
import dev.signalbox.report.Run;
import dev.signalbox.report.Scenario;
import dev.signalbox.report.Told;
import dev.signalbox.report.Tone;
import dev.signalbox.topology.Application;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Deployments of two hundred nodes in a Slack that says 429 by its published limits. Time is the
 * test's own: it passes while somebody waits, and with each call.
 */
@Timeout(120)
class LargeClusterTest {
  private static final int NODES = 200;
  private static final Duration CALL = Duration.ofMillis(80);
  private static final Channel DEPLOYS =
      new Channel(
          "deploys",
          "slack",
          "C1DEPLOYS",
          Set.of(new Application("shop")),
          Optional.of(new Application("shop")),
          Optional.empty());

  private static final List<String> ROWS = new CopyOnWriteArrayList<>();

  private final Steps clock = new Steps();
  private final StrictSlack slack = new StrictSlack(clock, true);
  private final List<Told.At> told = new ArrayList<>();
  private int next;

  @AfterEach
  void close() {
    slack.close();
  }

  @Test
  void aRollingUpdateStaysWithinTheLimitsAndLosesNothing() {
    // A step a second and a quarter: about what Slack takes.
    Duration behind = deliver(Run.rolling(NODES, Scenario.HAPPY), 1, SlackSettings.INTERVAL);

    assertThat(slack.problems).isEmpty();
    everythingStandsThereOnce();
    assertThat(behind).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void whenItIsFarTooFastProgressIsMergedAndThePromptComesFirst() {
    Duration behind = deliver(Run.blueGreen(NODES, Scenario.HAPPY), 10, SlackSettings.INTERVAL);

    assertThat(slack.problems).isEmpty();
    everythingStandsThereOnce();
    assertThat(slack.channel().messages).hasSizeLessThan(150);
    assertThat(promptDelay()).isLessThan(Duration.ofSeconds(5));
    assertThat(behind).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void itWaitsAsLongAsSlackAsksEachTimeThatItSays429() {
    // Without keeping to the pace by itself.
    Duration behind = deliver(Run.blueGreen(NODES, Scenario.HAPPY), 10, Duration.ZERO);

    assertThat(slack.problems).isNotEmpty().allMatch(p -> p.equals("429 chat.postMessage"));
    everythingStandsThereOnce();
    assertThat(promptDelay()).isLessThan(Duration.ofSeconds(5));
    assertThat(behind).isLessThan(Duration.ofMinutes(1));
  }

  /** Plays it, and answers how long after its end everything was posted. */
  private Duration deliver(List<JournalEntry> entries, int times, Duration interval) {
    Instant begin = clock.instant();
    Instant first = entries.getFirst().at();
    for (Told.At at : Told.byEntry(entries)) {
      Duration after = Duration.between(first, at.at()).dividedBy(times);
      told.add(new Told.At(begin.plus(after), at.messages()));
    }
    SlackParts parts =
        new SlackParts(Steps.settings(slack, interval), new People(List.of()), clock, this::pass);
    try (DeliveryTrial trial = new DeliveryTrial(DEPLOYS, new SlackPlatform(parts), clock)) {
      slack.onCall = () -> clock.pass(CALL);
      this.trial = Optional.of(trial);
      go(trial);
      Instant end = told.getLast().at();
      report(times, interval, Duration.between(begin, end), Duration.between(end, clock.instant()));
      return Duration.between(end, clock.instant());
    }
  }

  private Optional<DeliveryTrial> trial = Optional.empty();

  /** What happens while the delivery waits for its turn. */
  private void pass(Duration time) {
    clock.pass(time);
    trial.ifPresent(this::sayWhatHappened);
  }

  private void go(DeliveryTrial trial) {
    while (next < told.size() || trial.backlog() > 0) {
      sayWhatHappened(trial);
      if (!trial.some()) {
        Instant wakes = trial.wakes().orElse(Instant.MAX);
        Instant happens = next < told.size() ? told.get(next).at() : Instant.MAX;
        Instant then = wakes.isBefore(happens) && trial.backlog() > 0 ? wakes : happens;
        clock.pass(Duration.between(clock.instant(), then));
      }
    }
  }

  private void sayWhatHappened(DeliveryTrial trial) {
    while (next < told.size() && !told.get(next).at().isAfter(clock.instant())) {
      trial.say(told.get(next++).messages());
    }
  }

  private void report(int times, Duration interval, Duration took, Duration behind) {
    long messages =
        told.stream().flatMap(at -> at.messages().stream()).map(Message::key).distinct().count();
    ROWS.add(
        String.format(
            "| %s, %d ms apart | %d in %d s | %d | %d | %d | %d s | %d s |",
            times == 1 ? "a step in 1.25 s" : "a step in " + 1_250 / times + " ms",
            interval.toMillis(),
            messages,
            took.toSeconds(),
            ours().size(),
            slack.calls.size(),
            slack.problems.size(),
            promptDelay().toSeconds(),
            behind.toSeconds()));
  }

  @AfterAll
  static void measured() {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "| pace | to be said | messages in Slack | calls | 429s | prompt after | all there"
                    + " after the end |",
                "| --- | --- | --- | --- | --- | --- | --- |"));
    ROWS.stream().sorted().forEach(lines::add);
    Measurements.write("slack-two-hundred-nodes", "Two hundred nodes in Slack", lines);
  }

  /** From the question in the journal to the question in the channel. */
  private Duration promptDelay() {
    Told.At asked =
        told.stream()
            .filter(at -> at.messages().stream().anyMatch(m -> m.content() instanceof Prompt))
            .findFirst()
            .orElseThrow();
    String ts =
        ours().stream()
            .filter(m -> key(m).startsWith("gate:"))
            .map(m -> m.get("ts").getAsString())
            .findFirst()
            .orElseThrow();
    Instant posted = Instant.EPOCH.plus(SlackTimeline.mark(ts), ChronoUnit.MICROS);
    return Duration.between(asked.at(), posted);
  }

  private void everythingStandsThereOnce() {
    List<String> keys = ours().stream().map(LargeClusterTest::key).toList();
    assertThat(keys).doesNotHaveDuplicates();
    // In its blocks; the text for notifications says it once more.
    Map<String, Long> lines =
        ours().stream()
            .flatMap(m -> StrictSlack.words(m.get("blocks")).lines())
            .map(line -> line.replace("*", ""))
            .collect(Collectors.groupingBy(line -> line, Collectors.counting()));
    List<Message> messages = told.stream().flatMap(at -> at.messages().stream()).toList();
    messages.stream()
        .flatMap(message -> line(message).stream())
        .collect(Collectors.groupingBy(line -> line, Collectors.counting()))
        .forEach((line, times) -> assertThat(lines.get(line)).as(line).isEqualTo(times));
    assertThat(keys)
        .containsAll(
            messages.stream().filter(m -> line(m).isEmpty()).map(Message::key).distinct().toList());
    Message card = told.getLast().messages().getLast();
    assertThat(card.content()).isInstanceOf(Message.Card.class);
    assertThat(lines.keySet()).anyMatch(line -> line.contains("succeeded"));
  }

  /** The first line of a notice, which is the same alone and among others. */
  private static Optional<String> line(Message message) {
    return message.content() instanceof Notice(Tone tone, String text, List<String> _)
        ? Optional.of(tone.sign() + " " + SlackText.escaped(text))
        : Optional.empty();
  }

  /** All but the files, which people see as messages too. */
  private List<JsonObject> ours() {
    return slack.channel().messages.values().stream().filter(m -> m.has("metadata")).toList();
  }

  private static String key(JsonObject message) {
    return SlackChannelCopy.key(message);
  }
}
