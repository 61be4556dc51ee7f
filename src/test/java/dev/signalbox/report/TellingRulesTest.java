package dev.signalbox.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.JournalEvent.AttentionNeeded;
import dev.signalbox.deployment.JournalEvent.StepEnded;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Step;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.report.Attachment.LongText;
import dev.signalbox.report.Message.Button;
import dev.signalbox.report.Message.Card;
import dev.signalbox.report.Message.Notice;
import dev.signalbox.report.Message.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TellingRulesTest {
  private static final Narration NARRATION = new Narration(_ -> List.of("night-shift"));

  @Test
  void everyKindOfEntryIsToldOrKeptSilentByDecision() {
    Set<Class<?>> told = new HashSet<>();
    Set<Class<?>> silent = new HashSet<>();
    for (List<JournalEntry> tale : tales()) {
      for (int i = 0; i < tale.size(); i++) {
        List<Message> messages = NARRATION.tell(tale.get(i), Story.of(tale.subList(0, i + 1)));
        (messages.isEmpty() ? silent : told).add(tale.get(i).event().getClass());
      }
    }

    assertThat(told).doesNotContainAnyElementsOf(silent);
    assertThat(silent)
        .containsExactlyInAnyOrder(
            JournalEvent.CommandAccepted.class,
            JournalEvent.CommandRefused.class,
            JournalEvent.MessageDelivered.class);
    told.addAll(silent);
    assertThat(told).containsExactlyInAnyOrder(JournalEvent.class.getPermittedSubclasses());
  }

  @Test
  void onlyWhatAllMustSeeStandsInTheChannelItself() {
    List<JournalEntry> tale = Run.of(Strategy.BLUE_GREEN, Scenario.HAPPY);

    List<String> inChannel =
        messages(tale).stream()
            .filter(m -> m.place() == Place.CHANNEL && m.content() instanceof Notice)
            .map(m -> ((Notice) m.content()).text())
            .toList();

    assertThat(inChannel).hasSize(3);
    assertThat(inChannel.get(0)).contains("deploys");
    assertThat(inChannel.get(1)).contains("swapped");
    assertThat(inChannel.get(2)).contains("done");
  }

  @Test
  void keysAreUniqueButForTheCardAndThePrompts() {
    List<Message> notices =
        messages(Run.of(Strategy.BLUE_GREEN, Scenario.WATCH_FAILED)).stream()
            .filter(m -> m.content() instanceof Notice)
            .toList();

    assertThat(notices).extracting(Message::key).doesNotHaveDuplicates();
  }

  @Test
  void theSameEntriesToldTwiceGiveTheSameStory() {
    List<JournalEntry> tale = Run.of(Strategy.ROLLING_UPDATE, Scenario.WATCH_FAILED);
    Story story = Story.of(tale).orElseThrow();
    Card before = Cards.of(story);

    tale.forEach(story::add);

    assertThat(Cards.of(story)).isEqualTo(before);
    assertThat(story.over()).isTrue();
  }

  @Test
  void twoHundredNodesAreSummarisedOnTheCardButTheBusyAndTheFailedOnesAreNamed() {
    List<JournalEntry> tale = largeRolling();

    Card card = Cards.of(Story.of(tale).orElseThrow());

    assertThat(card.nodes()).hasSizeLessThanOrEqualTo(5);
    assertThat(card.nodes().getFirst().node()).isEqualTo("green-51");
    assertThat(card.nodes().getFirst().state()).isEqualTo("installing v2 failed");
    assertThat(card.nodes())
        .extracting(n -> n.node() + " " + n.state())
        .contains("50 nodes on v2", "149 nodes on v1");
  }

  @Test
  void twoHundredStandingLinesAreSummarisedButTheOddOneIsNamed() {
    List<String> standing =
        Stream.concat(
                Stream.of("production goes to blue"),
                IntStream.rangeClosed(1, 200)
                    .mapToObj(
                        i -> "green-" + i + ": " + (i == 7 ? "empty" : "v2") + ", in rotation"))
            .toList();

    assertThat(Standing.of(standing))
        .containsExactly(
            "production goes to blue", "199 nodes: v2, in rotation", "green-7: empty, in rotation");
  }

  @Test
  void aDeploymentThatNeedsAttentionOffersOnlyWhatItsTableAllows() {
    List<JournalEntry> tale = Run.of(Strategy.BLUE_GREEN, Scenario.NEEDS_ATTENTION);
    int at = indexOf(tale, AttentionNeeded.class);

    Card card = Cards.of(Story.of(tale.subList(0, at + 1)).orElseThrow());

    assertThat(card.buttons()).extracting(Button::label).containsExactly("Retry", "Abandon");
    assertThat(card.awaited()).contains("night-shift");
  }

  @Test
  void aStopThatWasAskedForIsNotOfferedAgain() {
    Tale tale = new Tale(Optional.of(Run.ID), Optional.of(Samples.PLAN.lane()));
    tale.by(Tale.DEPLOYER)
        .tell(new JournalEvent.DeploymentRequested(Samples.PLAN, "d", "c"))
        .tell(new JournalEvent.StopRequested(Event.Kind.ABORT, ""));

    Card card = Cards.of(Story.of(tale.entries()).orElseThrow());

    assertThat(card.buttons()).isEmpty();
    assertThat(card.awaited()).contains("the running step to end");
  }

  @Test
  void aReasonOfAHundredKilobytesBecomesALine() {
    String reason = "لا \u202e😀 <@channel> *bold* ".repeat(5_000);
    Tale tale = new Tale(Optional.of(Run.ID), Optional.of(Samples.PLAN.lane()));
    tale.by(Tale.DEPLOYER)
        .tell(new JournalEvent.DeploymentRequested(Samples.PLAN, "d", "c"))
        .tell(Samples.entered(Phase.ROLLING, Phase.UNDOING, Event.Kind.STEP_FAILED, reason));

    List<Message> messages = messages(tale.entries());

    assertThat(messages).allSatisfy(m -> assertThat(m.toString().length()).isLessThan(3_000));
    assertThat(messages.toString()).doesNotContain("\u202e");
  }

  @Test
  void whatAMessageCannotHoldGoesAlongAsAFile() {
    Step step = Samples.PLAN.stepsOf(Phase.SMOKING).getFirst();
    List<CheckResult> checks =
        IntStream.range(0, 60)
            .mapToObj(
                i -> new CheckResult("green-" + i, "health", i != 7, "200", "", Duration.ZERO))
            .toList();
    String output = "TASK [install]\n".repeat(100);
    Tale tale = new Tale(Optional.of(Run.ID), Optional.of(Samples.PLAN.lane()));
    tale.tell(new JournalEvent.DeploymentRequested(Samples.PLAN, "d", "c"))
        .tell(new StepEnded(1, step, 1, new StepOutcome.Failed(output, checks)));

    List<LongText> texts =
        messages(tale.entries()).stream()
            .flatMap(m -> m.attachments().stream())
            .map(LongText.class::cast)
            .toList();

    assertThat(texts)
        .extracting(LongText::fileName)
        .containsExactly("smoke-checks.txt", "output.txt");
    assertThat(texts.getFirst().text()).hasLineCount(60).contains("✖ green-7 health");
    assertThat(texts.getLast().text()).hasLineCount(100);
  }

  @Test
  void aFileEndsSomewhereToo() {
    LongText text = (LongText) LongTexts.of("all", "output.txt", List.of("😀".repeat(200_000)));

    assertThat(text.text()).hasSizeLessThan(201_000).endsWith("; /audit export has all");
    assertThat(text.text().codePoints().filter(c -> c == '?' || c == 0xD83D)).isEmpty();
  }

  private static List<JournalEntry> largeRolling() {
    var plan = Plans.blueGreen(200);
    Tale tale = new Tale(Optional.of(Run.ID), Optional.of(plan.lane()));
    tale.tell(new JournalEvent.DeploymentRequested(plan, plan.digest(), "c"));
    List<Step> steps = plan.stepsOf(Phase.ROLLING);
    for (Step step : steps.subList(0, 201)) {
      tale.tell(new StepEnded(2, step, steps.size(), StepOutcome.done("")));
    }
    return tale.tell(new StepEnded(2, steps.get(201), steps.size(), StepOutcome.failed("no")))
        .entries();
  }

  private static List<List<JournalEntry>> tales() {
    List<List<JournalEntry>> tales = new ArrayList<>();
    Arrays.stream(Scenario.values()).forEach(s -> tales.add(Run.of(Strategy.BLUE_GREEN, s)));
    tales.add(Samples.restlessGate().entries());
    tales.add(Samples.laneNews().entries());
    Tale rest = Samples.restlessGate();
    Samples.rest().forEach(rest::tell);
    tales.add(rest.entries());
    return tales;
  }

  private static List<Message> messages(List<JournalEntry> tale) {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < tale.size(); i++) {
      messages.addAll(NARRATION.tell(tale.get(i), Story.of(tale.subList(0, i + 1))));
    }
    return messages;
  }

  private static int indexOf(List<JournalEntry> tale, Class<?> event) {
    return IntStream.range(0, tale.size())
        .filter(i -> event.isInstance(tale.get(i).event()))
        .findFirst()
        .orElseThrow();
  }
}
