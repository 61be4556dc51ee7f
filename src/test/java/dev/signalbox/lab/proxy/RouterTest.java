package dev.signalbox.lab.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouterTest {
  private static final URI ANYWHERE = URI.create("http://127.0.0.1:1");
  private static final Entrance USERS = new Entrance.Production();
  private static final Entrance CHECKS_OF_GREEN = new Entrance.Preview("green");
  private static final Duration NOW = Duration.ZERO;

  private final Router router = new Router("blue");

  @BeforeEach
  void addNodes() {
    for (String cluster : List.of("blue", "green")) {
      for (int number = 1; number <= 2; number++) {
        router.add(cluster, cluster + "-" + number, ANYWHERE, false);
      }
    }
    router.targets().forEach(target -> router.judged(target, Health.Finding.WELL));
  }

  private Ticket admitted(Entrance entrance) {
    return router.admit(entrance).orElseThrow();
  }

  private BackendView node(String name) {
    return router.node(name).orElseThrow();
  }

  private int inFlight(String cluster) {
    return router.cluster(cluster).orElseThrow().inFlight();
  }

  @Test
  void requestsGoRound() {
    assertThat(IntStream.range(0, 4).mapToObj(_ -> admitted(USERS).node()))
        .containsExactly("blue-1", "blue-2", "blue-1", "blue-2");
  }

  @Test
  void aNodeThatWasNeverCheckedGetsNothing() {
    router.add("fresh", "fresh-1", ANYWHERE, false);

    assertThat(router.admit(new Entrance.Preview("fresh"))).isEmpty();
  }

  @Test
  void aDrainingNodeIsPassedOver() {
    router.drain("blue-1");

    assertThat(IntStream.range(0, 3).mapToObj(_ -> admitted(USERS).node())).containsOnly("blue-2");
  }

  @Test
  void whenNobodyIsInRotationThereIsNoTicket() {
    router.drain("blue-1");
    router.refused(admitted(USERS));

    assertThat(router.admit(USERS)).isEmpty();
  }

  @Test
  void aRequestCountsUntilItsTicketIsHandedBackOnce() {
    Ticket ticket = admitted(USERS);
    assertThat(node("blue-1").inFlight()).isEqualTo(1);
    assertThat(inFlight("blue")).isEqualTo(1);

    ticket.close();
    ticket.close();
    assertThat(node("blue-1").inFlight()).isZero();
    assertThat(inFlight("blue")).isZero();
  }

  @Test
  void checksOfAClusterKeepItsNodesFromBeingDrainedButNotTheClusterFromSettling() {
    Ticket ticket = admitted(CHECKS_OF_GREEN);

    assertThat(ticket.node()).isEqualTo("green-1");
    assertThat(node("green-1").inFlight()).isEqualTo(1);
    assertThat(inFlight("green")).isZero();
  }

  @Test
  void aSwitchIsSeenByTheNextRequest() {
    Ticket before = admitted(USERS);
    router.switchTo("green");

    assertThat(admitted(USERS).cluster()).isEqualTo("green");
    assertThat(inFlight("blue")).isEqualTo(1);
    before.close();
    assertThat(inFlight("blue")).isZero();
  }

  @Test
  void silenceOnceIsForgivenAndTwiceIsNot() {
    Target target = router.target("blue-1").orElseThrow();

    router.judged(target, Health.Finding.SILENT);
    assertThat(node("blue-1").healthy()).isTrue();
    router.judged(target, Health.Finding.SILENT);
    assertThat(node("blue-1").healthy()).isFalse();
    router.judged(target, Health.Finding.WELL);
    assertThat(node("blue-1").healthy()).isTrue();
  }

  @Test
  void aFindingAboutAnEarlierStartOfANodeIsIgnored() {
    Target before = router.target("blue-1").orElseThrow();
    router.restarted("blue-1", ANYWHERE);

    router.judged(before, Health.Finding.WELL);
    assertThat(node("blue-1").healthy()).isFalse();
  }

  @Test
  void aRequestToARemovedClusterStillEndsWell() {
    Ticket ticket = admitted(CHECKS_OF_GREEN);
    router.remove("green");
    ticket.close();

    assertThat(router.admit(CHECKS_OF_GREEN)).isEmpty();
  }

  @Test
  void waitingEndsWhenTheLastRequestDoes() throws InterruptedException, ExecutionException {
    Ticket ticket = admitted(USERS);
    router.drain("blue-1");
    assertThat(router.await(this::blueOneIsDrained, NOW)).isFalse();

    try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> waiting =
          others.submit(() -> router.await(this::blueOneIsDrained, Duration.ofSeconds(20)));
      ticket.close();
      assertThat(waiting.get()).isTrue();
    }
  }

  private boolean blueOneIsDrained(Router now) {
    return now.node("blue-1").map(BackendView::drained).orElse(false);
  }

  /** The promise that everything else rests on: once drained is seen, nothing comes any more. */
  @Test
  void aDrainSeesEveryRequestThatItRacesWith() throws InterruptedException, ExecutionException {
    AtomicBoolean on = new AtomicBoolean(true);
    AtomicBoolean mayBeStopped = new AtomicBoolean();
    Callable<Integer> user =
        () -> {
          int wrong = 0;
          while (on.get()) {
            try (Ticket ticket = admitted(USERS)) {
              wrong += ticket.node().equals("blue-1") && mayBeStopped.get() ? 1 : 0;
            }
          }
          return wrong;
        };
    try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers =
          IntStream.range(0, 8).mapToObj(_ -> users.submit(user)).toList();
      for (int round = 0; round < 300; round++) {
        router.drain("blue-1");
        router.await(this::blueOneIsDrained, Duration.ofSeconds(20));
        mayBeStopped.set(true);
        admitted(USERS).close();
        mayBeStopped.set(false);
        router.restore("blue-1");
      }
      on.set(false);
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isZero();
      }
    }
    assertThat(inFlight("blue")).isZero();
  }
}
