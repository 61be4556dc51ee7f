package dev.signalbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent.ApprovalConsumed;
import dev.signalbox.deployment.JournalEvent.CommandAccepted;
import dev.signalbox.deployment.JournalEvent.CommandRefused;
import dev.signalbox.deployment.JournalEvent.GateLeft;
import dev.signalbox.deployment.JournalEvent.PhaseEntered;
import dev.signalbox.deployment.JournalEvent.VoteGiven;
import dev.signalbox.deployment.Phase;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.port.Journal.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two hundred people say different things about one gate at the same moment. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CrowdAtOneGateTest {
  private static final int PEOPLE = 200;
  private static final int ALL = 100_000;

  /** What one of them says, and what came back. */
  private record Said(String person, String line, Answer answer) {
    boolean isAccepted(String word) {
      return answer.accepted() && line.startsWith(word);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void oneOutcomeAndEverybodyIsAnswered(int approvals, @TempDir Path directory) {
    long seed = Optional.ofNullable(Long.getLong("crowd.seed")).orElseGet(new Random()::nextLong);
    System.out.println("-Dtest=CrowdAtOneGateTest -Dcrowd.seed=" + seed);
    try (WholeBot bot = WholeBot.start(arguments(directory, approvals))) {
      bot.command("deployer", "/deploy v2 bluegreen");
      assertThat(bot.untilGate()).isTrue();
      List<Said> said = allAtOnce(bot, new Random(seed));
      bot.seeThrough("/approve");

      assertThat(said).hasSize(PEOPLE).allMatch(it -> !it.answer().text().isBlank());
      outcomeIsOne(bot, said, approvals);
      everythingIsJournaled(bot, said);
    }
  }

  private static List<String> arguments(Path directory, int approvals) {
    Stream<String> people =
        IntStream.range(0, PEOPLE)
            .mapToObj(number -> "--signalbox.people.person-" + number)
            .flatMap(
                person ->
                    Stream.of(
                        person + ".groups=everybody",
                        person + ".identities=page:" + person.replaceFirst(".*\\.", "")));
    Stream<String> rest =
        Stream.of(
            "--signalbox.stages.production.approvals=" + approvals,
            "--signalbox.applications.shop.stages.production.lab-port=0",
            "--signalbox.applications.api.stages.production.lab-port=0",
            "--signalbox.lab.pace=0s",
            "--signalbox.lab.latency=none",
            "--signalbox.lab.check-interval=100ms");
    return WholeBot.arguments(directory, Stream.concat(people, rest).toList());
  }

  private static List<Said> allAtOnce(WholeBot bot, Random random) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      lines.add(List.of("/approve", "/reject no", "/abort").get(i % 3));
    }
    Collections.shuffle(lines, random);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<Said>> speaking = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < PEOPLE; i++) {
        String person = "person-" + i;
        String line = lines.get(i);
        speaking.add(
            threads.submit(
                () -> {
                  go.await();
                  return new Said(person, line, bot.say(person, line));
                }));
      }
      go.countDown();
    }
    return speaking.stream().map(CrowdAtOneGateTest::result).toList();
  }

  private static Said result(Future<Said> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError("somebody was not answered", e);
    }
  }

  private static void outcomeIsOne(WholeBot bot, List<Said> said, int approvals) {
    List<JournalEntry> journal = bot.stores().journal().after(0, ALL);
    List<ApprovalConsumed> consumed = of(ApprovalConsumed.class, journal);
    List<GateLeft> left = of(GateLeft.class, journal);
    assertThat(consumed.size() + left.size()).as("outcomes of the gate").isOne();

    long votes = said.stream().filter(it -> it.isAccepted("/approve")).count();
    assertThat(of(VoteGiven.class, journal)).hasSize(Math.toIntExact(votes));
    long rejected = said.stream().filter(it -> it.isAccepted("/reject")).count();
    long aborted = said.stream().filter(it -> it.isAccepted("/abort")).count();
    Deployment deployment = bot.stores().deployments().newest(Optional.empty(), 1).getFirst();
    if (consumed.isEmpty()) {
      assertThat(rejected + aborted).as("accepted decisions").isOne();
      assertThat(left.getFirst().how())
          .isEqualTo(rejected == 1 ? Gate.State.REJECTED : Gate.State.CLOSED);
      assertThat(deployment.phase()).isEqualTo(Phase.UNDONE);
      assertThat(votes).isLessThan(approvals);
    } else {
      // What runs again can be aborted again, once; that is another decision than the gate's.
      assertThat(votes).isEqualTo(approvals);
      assertThat(consumed.getFirst().votes()).hasSize(approvals);
      assertThat(rejected).isZero();
      assertThat(aborted).isLessThanOrEqualTo(1);
      assertThat(deployment.phase()).isEqualTo(aborted == 0 ? Phase.SUCCEEDED : Phase.ROLLED_BACK);
    }
    long swaps =
        of(PhaseEntered.class, journal).stream().filter(it -> it.to() == Phase.SWAPPING).count();
    assertThat(swaps).isEqualTo(consumed.size());
    assertThat(bot.stores().journal().verify()).isInstanceOf(Verification.Intact.class);
  }

  private static void everythingIsJournaled(WholeBot bot, List<Said> said) {
    List<JournalEntry> journal = bot.stores().journal().after(0, ALL);
    List<String> expected =
        said.stream().map(it -> it.person() + it.line() + it.answer().accepted()).sorted().toList();
    List<String> seen =
        journal.stream()
            .filter(it -> it.actor().person().startsWith("person-"))
            .flatMap(
                it ->
                    switch (it.event()) {
                      case CommandAccepted e -> Stream.of(it.actor().person() + e.line() + true);
                      case CommandRefused e -> Stream.of(it.actor().person() + e.line() + false);
                      default -> Stream.empty();
                    })
            .sorted()
            .toList();
    assertThat(seen).isEqualTo(expected);
  }

  private static <E> List<E> of(Class<E> type, List<JournalEntry> journal) {
    return journal.stream()
        .map(JournalEntry::event)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
