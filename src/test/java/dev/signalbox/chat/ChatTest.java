package dev.signalbox.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.chat.ScriptedPlatform.Shown;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent.GateOpened;
import dev.signalbox.deployment.JournalEvent.MessageDelivered;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.operation.Channel;
import dev.signalbox.port.ChatPlatform;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Card;
import dev.signalbox.report.Message.Notice;
import dev.signalbox.report.Message.Place;
import dev.signalbox.report.Message.Prompt;
import dev.signalbox.report.Narration;
import dev.signalbox.report.Run;
import dev.signalbox.report.Scenario;
import dev.signalbox.topology.Application;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChatTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final List<JournalEntry> TALE = Run.of(Strategy.BLUE_GREEN, Scenario.HAPPY);

  private final MemoryRecords records = new MemoryRecords();
  private final ManualTimer timer = new ManualTimer();
  private final ScriptedPlatform quick = new ScriptedPlatform("page", false);
  private final ScriptedPlatform slow = new ScriptedPlatform("slack", true);
  private Optional<Chat> running = Optional.empty();

  @AfterEach
  void end() {
    running.ifPresent(Chat::close);
    timer.shutdownNow();
  }

  @Test
  void aPlatformThatKeepsUpShowsEverythingAsItHappened() {
    Chat chat = start(quick);
    tell(TALE);

    assertThat(chat.awaitAllSaid(SOON)).isTrue();

    List<Shown> shown = quick.shown();
    assertThat(shown.get(0).message().content()).isInstanceOf(Notice.class);
    assertThat(shown.get(1).message().content()).isInstanceOf(Card.class);
    // The card's place was taken first; its content is the newest.
    List<Long> firstTold =
        shown.stream()
            .map(Shown::key)
            .filter(k -> k.startsWith("entry:"))
            .map(ChatTest::position)
            .toList();
    assertThat(firstTold).isSorted();
    assertThat(shown)
        .filteredOn(s -> s.message().place() == Place.THREAD)
        .isNotEmpty()
        .allSatisfy(s -> assertThat(s.thread()).contains(shown.get(1).reference()));
    assertThat(card(quick).phase()).isEqualTo("succeeded");
    assertThat(prompt(quick).open()).isFalse();
  }

  @Test
  void everyFirstPostInTheChannelIsJournaledOnceAndNotToldAgain() {
    Chat chat = start(quick);
    tell(TALE);

    assertThat(chat.awaitAllSaid(SOON)).isTrue();
    assertThat(chat.awaitAllSaid(SOON)).isTrue();

    List<MessageDelivered> delivered =
        records.of(Run.ID).stream()
            .filter(e -> e.event() instanceof MessageDelivered)
            .map(e -> (MessageDelivered) e.event())
            .toList();
    assertThat(delivered)
        .extracting(MessageDelivered::key)
        .containsExactlyInAnyOrderElementsOf(
            quick.shown().stream()
                .filter(s -> s.message().place() == Place.CHANNEL)
                .map(Shown::key)
                .toList());
    assertThat(delivered).allSatisfy(d -> assertThat(d.link()).isPresent());
  }

  @Test
  void afterARestartNothingIsSaidTwiceAndTheStoryGoesOn() {
    Chat first = start(quick);
    tell(TALE.subList(0, 20));
    assertThat(first.awaitAllSaid(SOON)).isTrue();
    first.close();
    tell(TALE.subList(20, TALE.size()));

    Chat second = start(quick);

    assertThat(second.awaitAllSaid(SOON)).isTrue();
    assertThat(quick.shown()).extracting(Shown::key).doesNotHaveDuplicates();
    assertThat(card(quick).phase()).isEqualTo("succeeded");
    assertThat(card(quick).done()).isEqualTo(card(quick).of());
  }

  @Test
  void aPostWhoseEndIsNotKnownIsLookedForBeforeItIsMadeAgain() throws InterruptedException {
    quick.dieAfterNextPost();
    Chat chat = start(quick);
    tell(TALE);

    timer.passWhenAskedFor(Duration.ofSeconds(1));

    assertThat(chat.awaitAllSaid(SOON)).isTrue();
    assertThat(quick.shown()).extracting(Shown::key).doesNotHaveDuplicates();
    assertThat(quick.calls()).contains("find " + quick.shown().getFirst().key());
  }

  @Test
  void whenAPlatformIsBehindItsThreadsAreMergedAndNoLineIsLost() throws InterruptedException {
    slow.answering(_ -> Optional.of(ScriptedPlatform.later(30)));
    Chat chat = start(slow, quick);
    tell(TALE);
    assertThat(chat.awaitSaid("page", SOON)).isTrue();

    slow.answering(_ -> Optional.empty());
    timer.passWhenAskedFor(Duration.ofSeconds(30));

    assertThat(chat.awaitAllSaid(SOON)).isTrue();
    assertThat(slow.shown()).hasSizeLessThan(quick.shown().size());
    String all = slow.shown().toString();
    threadTexts(quick).forEach(text -> assertThat(all).contains(text));
  }

  @Test
  void theMostUrgentComesFirstWhenThePlatformIsBack() throws InterruptedException {
    slow.answering(_ -> Optional.of(ScriptedPlatform.later(30)));
    Chat chat = start(slow, quick);
    tell(TALE.subList(0, indexOf(e -> e.event() instanceof GateOpened) + 1));
    assertThat(chat.awaitSaid("page", SOON)).isTrue();

    slow.answering(_ -> Optional.empty());
    timer.passWhenAskedFor(Duration.ofSeconds(30));

    assertThat(chat.awaitAllSaid(SOON)).isTrue();
    List<Shown> shown = slow.shown();
    assertThat(shown.get(0).message().content()).isInstanceOf(Prompt.class);
    assertThat(shown.get(1).message().place()).isEqualTo(Place.CHANNEL);
    assertThat(card(slow).phase()).isEqualTo("waiting for approval");
    assertThat(slow.calls()).filteredOn(c -> c.equals("update card:17")).isEmpty();
  }

  @Test
  void aCrashInTheMiddleOfAMergedPostNeitherDoublesNorLosesALine() throws InterruptedException {
    slow.answering(_ -> Optional.of(ScriptedPlatform.later(30)));
    Chat chat = start(slow, quick);
    tell(TALE);
    assertThat(chat.awaitSaid("page", SOON)).isTrue();
    slow.answering(
        message -> {
          if (message.place() == Place.THREAD) {
            slow.answering(_ -> Optional.empty());
            slow.dieAfterNextPost();
          }
          return Optional.empty();
        });

    timer.passWhenAskedFor(Duration.ofSeconds(30));
    timer.passWhenAskedFor(Duration.ofSeconds(30));

    assertThat(chat.awaitAllSaid(SOON)).isTrue();
    String all =
        slow.shown().stream().filter(s -> s.message().place() == Place.THREAD).toList().toString();
    for (String text : threadTexts(quick)) {
      assertThat(all.split(java.util.regex.Pattern.quote(text), -1)).as(text).hasSize(2);
    }
  }

  @Test
  void aMessageThatIsRefusedOrFailsHoldsUpNoOther() {
    quick.answering(
        m -> {
          if (says(m, "drain green-1")) {
            throw new IllegalStateException("no such emoji");
          }
          return says(m, "drain green-2")
              ? Optional.of(new ChatPlatform.Delivery.Refused("too long"))
              : Optional.empty();
        });
    Chat chat = start(quick);
    tell(TALE);

    while (quick.shown().stream().noneMatch(s -> says(s.message(), "#17 done"))) {
      // What fails is tried again and again, so that all is never said.
      assertThat(chat.awaitAllSaid(Duration.ofMillis(5))).isFalse();
    }

    assertThat(quick.shown())
        .extracting(Shown::message)
        .noneMatch(m -> says(m, "drain green-"))
        .anyMatch(m -> says(m, "restore green-2"));
  }

  @Test
  void aDatabaseThatIsLockedForAWhileDelaysTheTellingAndLosesNothing() {
    records.fail(2);
    Chat chat = start(quick);
    tell(TALE);

    // Every entry's ring is a new try, so how often it was tried by now is not known.
    while (!chat.awaitAllSaid(Duration.ofMillis(10))) {
      timer.pass(Duration.ofSeconds(4));
    }
    assertThat(quick.shown()).extracting(Shown::key).doesNotHaveDuplicates();
    assertThat(card(quick).phase()).isEqualTo("succeeded");
  }

  @Test
  void aChannelOnAPlatformThatIsNotThereIsRefusedWithTheChoices() {
    assertThatThrownBy(() -> start(List.of(channel("slack")), List.of(quick)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'slack'")
        .hasMessageContaining("page");
  }

  @Test
  void aChannelHearsOnlyOfItsApplications() {
    Channel other =
        new Channel(
            "billing",
            "page",
            "b",
            Set.of(new Application("billing")),
            Optional.empty(),
            Optional.empty());
    Chat chat = start(List.of(other), List.of(quick));
    tell(TALE);

    assertThat(chat.awaitAllSaid(SOON)).isTrue();
    assertThat(quick.shown()).isEmpty();
  }

  private Chat start(ScriptedPlatform... platforms) {
    return start(
        List.of(platforms).stream().map(p -> channel(p.platform())).toList(), List.of(platforms));
  }

  private Chat start(List<Channel> channels, List<ScriptedPlatform> platforms) {
    Chat chat =
        new Chat(
            records.records(),
            new Narration(_ -> List.of("night-shift")),
            channels,
            List.copyOf(platforms),
            new Timing(timer, timer));
    running = Optional.of(chat);
    chat.start();
    return chat;
  }

  private static Channel channel(String platform) {
    return new Channel(
        platform,
        platform,
        "#" + platform,
        Set.of(new Application("shop")),
        Optional.empty(),
        Optional.empty());
  }

  private void tell(List<JournalEntry> entries) {
    entries.forEach(records::write);
  }

  private static boolean says(Message message, String words) {
    return message.content() instanceof Notice notice && notice.text().contains(words);
  }

  private static int indexOf(Predicate<JournalEntry> which) {
    return IntStream.range(0, TALE.size())
        .filter(i -> which.test(TALE.get(i)))
        .findFirst()
        .orElseThrow();
  }

  private static Card card(ScriptedPlatform platform) {
    return (Card) only(platform, Card.class);
  }

  private static Prompt prompt(ScriptedPlatform platform) {
    return (Prompt) only(platform, Prompt.class);
  }

  private static Message.Content only(ScriptedPlatform platform, Class<?> kind) {
    List<Message.Content> found =
        platform.shown().stream().map(s -> s.message().content()).filter(kind::isInstance).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static List<String> threadTexts(ScriptedPlatform platform) {
    return platform.shown().stream()
        .filter(s -> s.message().place() == Place.THREAD)
        .map(s -> ((Notice) s.message().content()).text())
        .toList();
  }

  private static long position(String key) {
    return Long.parseLong(key.split(":", -1)[1]);
  }
}
