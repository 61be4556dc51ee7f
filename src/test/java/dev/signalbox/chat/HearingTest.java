package dev.signalbox.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Vote;
import dev.signalbox.operation.Channel;
import dev.signalbox.operation.Reception;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.port.ChatHistory;
import dev.signalbox.port.ChatHistory.Line;
import dev.signalbox.port.GateStore;
import dev.signalbox.port.Inbox;
import dev.signalbox.port.Inbox.Deed;
import dev.signalbox.port.PortFailure;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Notice;
import dev.signalbox.report.Message.Place;
import dev.signalbox.report.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people did is handed in once, whenever and however often it comes. */
class HearingTest {
  private static final DeploymentId ID = new DeploymentId(17);
  private static final Channel DEPLOYS =
      new Channel("deploys", "slack", "C1", Set.of(), Optional.empty(), Optional.empty());
  private static final String PROMPT = Message.promptKey(4, 1);

  private final MemoryRecords records = new MemoryRecords();
  private final MemoryInbox inbox = new MemoryInbox();
  private final ManualTimer timer = new ManualTimer();
  private final List<String> handedIn = new ArrayList<>();
  private final List<Vote> votes = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private boolean killed;
  private final Hearing hearing =
      new Hearing(new Heard(), records.outbox, inbox, new Timing(timer, timer));
  private final CatchingUp catchingUp =
      new CatchingUp(
          new CatchingUp.Books(records.outbox, new OneGate(), () -> List.of(ID), records), hearing);
  private final Past past = new Past();

  @BeforeEach
  void postCardAndPrompt() {
    posted(Message.cardKey(ID), "card-ts");
    posted(PROMPT, "prompt-ts");
  }

  @AfterEach
  void end() {
    timer.shutdownNow();
  }

  @Test
  void aLineThatIsDeliveredTwiceIsSaidOnceAlsoAfterARestart() {
    Line line = line(5, Optional.empty(), "@signalbox deploy v2");
    hearing.line(DEPLOYS, line);
    hearing.line(DEPLOYS, line);
    new Hearing(new Heard(), records.outbox, inbox, new Timing(timer, timer)).line(DEPLOYS, line);

    assertThat(handedIn).containsExactly("U1: @signalbox deploy v2");
  }

  @Test
  void talkIsNotHandedIn() {
    hearing.line(DEPLOYS, line(5, Optional.empty(), "is anybody deploying?"));

    assertThat(handedIn).isEmpty();
  }

  @Test
  void inTheThreadOfACardItsDeploymentIsMeant() {
    hearing.line(DEPLOYS, line(5, Optional.of("card-ts"), "@signalbox abort"));
    hearing.line(DEPLOYS, line(6, Optional.of("other-ts"), "@signalbox abort"));

    assertThat(handedIn).containsExactly("U1 in #17: @signalbox abort", "U1: @signalbox abort");
  }

  @Test
  void aReactionCountsOnceUntilItIsTakenOff() {
    hearing.put(DEPLOYS, "U1", "prompt-ts");
    hearing.put(DEPLOYS, "U1", "prompt-ts");
    hearing.takeOff(DEPLOYS, "U1", "prompt-ts");
    hearing.takeOff(DEPLOYS, "U1", "prompt-ts");
    hearing.put(DEPLOYS, "U1", "prompt-ts");

    assertThat(handedIn)
        .containsExactly(
            "U1 puts ✅ on gate:4:1", "U1 takes ✅ off gate:4:1", "U1 puts ✅ on gate:4:1");
  }

  @Test
  void aReactionOnAMessageThatIsNotOursIsNobodysBusiness() {
    hearing.put(DEPLOYS, "U1", "another-ts");
    hearing.other(DEPLOYS, "U1", "another-ts", ":tada:");

    assertThat(handedIn).isEmpty();
  }

  @Test
  void whatWasWrittenWhileNobodyListenedIsReadBackOnce() {
    catchingUp.heard(DEPLOYS, 4);
    past.lines.add(line(5, Optional.empty(), "@signalbox status"));
    past.lines.add(line(6, Optional.of("card-ts"), "@signalbox abort"));

    assertThat(catchUp()).isTrue();
    assertThat(catchUp()).isTrue();

    assertThat(handedIn).containsExactly("U1: @signalbox status", "U1 in #17: @signalbox abort");
    assertThat(past.asked).containsExactly("4 [card-ts]", "6 [card-ts]");
  }

  @Test
  void beforeTheFirstStartNothingWasMeantForTheBot() {
    past.lines.add(line(5, Optional.empty(), "@signalbox deploy v2"));

    assertThat(catchUp()).isTrue();
    assertThat(handedIn).isEmpty();
    assertThat(catchUp()).isTrue();
    assertThat(past.asked).containsExactly("4 [card-ts]");
  }

  @Test
  void aCommandFromLongAgoIsNotDoneAndSaysSo() {
    catchingUp.heard(DEPLOYS, 4);
    past.lines.add(line(5, Optional.empty(), "@signalbox deploy v2"));
    timer.pass(Duration.ofMinutes(20));

    assertThat(catchUp()).isTrue();

    assertThat(handedIn).isEmpty();
    assertThat(told).anyMatch(t -> t.startsWith("U1: That was written 20 minutes ago"));
  }

  @Test
  void reactionsPutOnAndTakenOffMeanwhileAreReadBackOnce() {
    hearing.put(DEPLOYS, "U1", "prompt-ts");
    vote("slack:U1");
    past.approvals = Optional.of(new LinkedHashSet<>(Set.of("U2")));

    assertThat(catchUp()).isTrue();
    assertThat(catchUp()).isTrue();

    assertThat(handedIn)
        .containsExactly(
            "U1 puts ✅ on gate:4:1", "U1 takes ✅ off gate:4:1", "U2 puts ✅ on gate:4:1");
  }

  @Test
  void anApprovalByAButtonIsNotTakenBackBecauseThereIsNoReaction() {
    hearing.press(DEPLOYS, "U1", "prompt-ts");
    vote("slack:U1");
    vote("discord:7");

    assertThat(catchUp()).isTrue();

    assertThat(handedIn).containsExactly("U1 puts ✅ on gate:4:1");
  }

  @Test
  void aPlatformThatCannotBeReadIsToBeAskedAgain() {
    catchingUp.heard(DEPLOYS, 4);
    past.out = true;

    assertThat(catchUp()).isFalse();
  }

  @Test
  void aLineThatAKillCutShortIsDoneWhenItIsReadBack() {
    catchingUp.heard(DEPLOYS, 4);
    Line line = line(5, Optional.empty(), "@signalbox deploy v2");
    killed = true;
    assertThatIllegalStateException().isThrownBy(() -> hearing.line(DEPLOYS, line));
    killed = false;
    past.lines.add(line);

    assertThat(catchUp()).isTrue();
    assertThat(handedIn).containsExactly("U1: @signalbox deploy v2");
  }

  @Test
  void aReactionThatAKillCutShortCountsWhenItIsReadBack() {
    killed = true;
    assertThatIllegalStateException().isThrownBy(() -> hearing.put(DEPLOYS, "U1", "prompt-ts"));
    killed = false;
    past.approvals = Optional.of(Set.of("U1"));

    assertThat(catchUp()).isTrue();
    assertThat(handedIn).containsExactly("U1 puts ✅ on gate:4:1");
  }

  @Test
  void whatWasNotedAndNotDoneIsTakenUpOnceAndInOrder() {
    Hearing killed = new Hearing(new Heard(), records.outbox, inbox, new Timing(timer, timer));
    killed.note(deed("/deploy v2", Optional.of("card-ts")), "command 1", Duration.ofHours(1));
    killed.note(deed("/deploy v2", Optional.empty()), "command 1", Duration.ofHours(1));
    killed.note(deed("/status", Optional.empty()), "command 2", Duration.ofHours(1));
    assertThat(killed.left("slack")).as("what it has in hand itself").isEmpty();

    hearing.left("slack").forEach(noted -> assertThat(hearing.act(noted)).isPresent());

    assertThat(hearing.left("slack")).isEmpty();
    assertThat(hearing.left("discord")).isEmpty();
    assertThat(handedIn).containsExactly("U1 in #17: /deploy v2", "U1: /status");
  }

  @Test
  void aNotedApprovalIsOneWhoeverTakesItUp() {
    hearing.note(
        new Deed(
            "slack",
            "deploys",
            "U1",
            Inbox.Kind.APPROVAL,
            Optional.of("prompt-ts"),
            "",
            Optional.empty()),
        "click 1",
        Duration.ofHours(1));
    Hearing next = new Hearing(new Heard(), records.outbox, inbox, new Timing(timer, timer));
    next.left("slack").forEach(next::act);

    assertThat(handedIn).containsExactly("U1 puts ✅ on gate:4:1");
  }

  @Test
  void whatWasAskedForLongAgoIsNotDoneAndSaysSo() {
    hearing.note(deed("/deploy v2", Optional.empty()), "command 1", Duration.ofHours(1));
    timer.pass(Duration.ofMinutes(20));
    Hearing next = new Hearing(new Heard(), records.outbox, inbox, new Timing(timer, timer));

    List<Answer> answers =
        next.left("slack").stream().flatMap(noted -> next.act(noted).stream()).toList();

    assertThat(handedIn).isEmpty();
    assertThat(answers).hasSize(1);
    assertThat(answers.getFirst().text()).startsWith("That was asked for 20 minutes ago");
    assertThat(next.left("slack")).isEmpty();
  }

  @Test
  void amongSeveralProcessesAnotherOneWaitsUntilItMayBelieveTheFirstGone() {
    Timing timing = new Timing(timer, timer);
    Hearing first = Hearing.amongOthers(new Heard(), records.outbox, inbox, timing);
    first.note(deed("/deploy v2", Optional.empty()), "command 1", Duration.ofHours(1));
    Hearing second = Hearing.amongOthers(new Heard(), records.outbox, inbox, timing);

    assertThat(second.left("slack")).isEmpty();
    timer.pass(Duration.ofSeconds(61));
    second.left("slack").forEach(second::act);

    assertThat(handedIn).containsExactly("U1: /deploy v2");
    assertThat(first.left("slack")).isEmpty();
  }

  private static Deed deed(String line, Optional<String> thread) {
    return new Deed("slack", "deploys", "U1", Inbox.Kind.LINE, thread, line, Optional.empty());
  }

  private boolean catchUp() {
    return catchingUp.with(
        DEPLOYS,
        past,
        (_, account, _, answer) -> {
          if (!answer.text().isEmpty()) {
            told.add(account + ": " + answer.text());
          }
        });
  }

  private void posted(String key, String reference) {
    Notice content = new Notice(Tone.GOOD, "posted", List.of());
    Message message =
        new Message(key, 1, Place.CHANNEL, Optional.of(ID), content, List.of(), List.of());
    records.in(
        () -> {
          records.outbox.put("deploys", message);
          long id = records.outbox.find("deploys", key).orElseThrow().id();
          records.outbox.delivered(id, 1, reference, Optional.empty());
          return true;
        });
  }

  private void vote(String account) {
    Actor by = new Actor("somebody", account);
    votes.add(new Vote(4, 1, by, Vote.Means.REACTION, PROMPT, timer.instant()));
  }

  private Line line(long mark, Optional<String> thread, String text) {
    return new Line(mark, timer.instant().toEpochMilli(), "U1", thread, text);
  }

  private void requireAlive() {
    if (killed) {
      throw new IllegalStateException("killed");
    }
  }

  private final class Heard implements Reception {
    @Override
    public Answer say(Speaker speaker, String line) {
      requireAlive();
      handedIn.add(speaker.identity().id() + ": " + line);
      return Answer.silence();
    }

    @Override
    public Answer turnAway(Speaker speaker, String line, String reason) {
      return Answer.refused(reason);
    }

    @Override
    public Answer sayInThread(Speaker speaker, DeploymentId deployment, String line) {
      requireAlive();
      handedIn.add(speaker.identity().id() + " in " + deployment + ": " + line);
      return Answer.silence();
    }

    @Override
    public Answer react(Speaker speaker, String messageKey, String emoji) {
      requireAlive();
      handedIn.add(speaker.identity().id() + " puts " + emoji + " on " + messageKey);
      return Answer.silence();
    }

    @Override
    public Answer unreact(Speaker speaker, String messageKey, String emoji) {
      requireAlive();
      handedIn.add(speaker.identity().id() + " takes " + emoji + " off " + messageKey);
      return Answer.silence();
    }
  }

  private static final class Past implements ChatHistory {
    final List<Line> lines = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    Optional<Set<String>> approvals = Optional.of(Set.of());
    boolean out;

    @Override
    public Optional<Set<String>> approvals(String channel, String reference) {
      assertThat(reference).isEqualTo("prompt-ts");
      return approvals.map(LinkedHashSet::new);
    }

    @Override
    public List<Line> after(String channel, long mark, List<String> threads) {
      if (out) {
        throw new PortFailure.Unreachable("no answer", null);
      }
      asked.add(mark + " " + threads);
      return lines.stream().filter(l -> l.mark() > mark).toList();
    }

    @Override
    public long mark(Instant time) {
      return 4;
    }

    @Override
    public Copy copy(String channel, String reference, Message posted) {
      return new Copy.Intact();
    }
  }

  /** One gate, which is open. */
  private final class OneGate implements GateStore {
    private final Gate gate =
        new Gate(
            4,
            ID,
            Phase.GATE,
            "digest",
            1,
            new Gate.Evidence(true, List.of(), Optional.empty(), Instant.EPOCH),
            Instant.EPOCH,
            Instant.MAX,
            Gate.State.OPEN);

    @Override
    public Gate open(Deployment d, Gate.Evidence evidence, Instant openedAt, Instant expiresAt) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Gate> open(DeploymentId deployment) {
      return Optional.of(gate);
    }

    @Override
    public Optional<Gate> find(long id) {
      return Optional.of(gate);
    }

    @Override
    public List<Gate> open() {
      return List.of(gate);
    }

    @Override
    public void save(Gate changed) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Vote> votes(long of, int revision) {
      return List.copyOf(votes);
    }

    @Override
    public boolean add(Vote vote) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean withdraw(Vote vote) {
      throw new UnsupportedOperationException();
    }
  }
}
