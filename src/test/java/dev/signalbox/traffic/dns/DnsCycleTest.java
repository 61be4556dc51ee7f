package dev.signalbox.traffic.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.TrafficSwitch.Swapped;
import dev.signalbox.server.Needs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

/** Prepare, swap, settle, on BIND with a secondary: the waits, and restarts in the middle. */
@Needs(program = "named", debianPackage = "bind9")
class DnsCycleTest {
  private static final String BLUE = "blue";
  private static final String GREEN = "green";

  private BindWorld world;

  @BeforeEach
  void start(@TempDir Path directory) {
    world = new BindWorld(directory);
  }

  @AfterEach
  void end() {
    world.close();
  }

  private Duration took(Runnable work) {
    Instant before = world.clock.instant();
    work.run();
    return Duration.between(before, world.clock.instant());
  }

  private void isDone(StepOutcome outcome) {
    assertThat(outcome).as(outcome.line()).isInstanceOf(StepOutcome.Done.class);
  }

  @Test
  void theWholeCycleWaitsTheOldTtlOutAndHoldsForTheLowOne() {
    DnsTrafficSwitch dns = world.trafficSwitch();
    QuickAttempt preparing = world.attempt();
    QuickAttempt settling = new QuickAttempt(world.clock, Duration.ofHours(1));

    assertThat(dns.statedWait()).contains(Duration.ofSeconds(15));
    assertThat(took(() -> isDone(dns.prepare(preparing)))).isBetween(seconds(300), seconds(303));
    assertThat(world.ttl()).isEqualTo(BindWorld.LOW);
    assertThat(dns.swap(BLUE, GREEN)).isInstanceOf(Swapped.Accepted.class);
    assertThat(took(() -> isDone(dns.settle(BLUE, settling)))).isBetween(seconds(15), seconds(18));
    assertThat(world.ttl()).as("a swap back may follow").isEqualTo(BindWorld.LOW);

    assertThat(dns.unprepare(world.attempt()).line()).contains("is 300 s again (was 10 s)");
    assertThat(world.ttl()).isEqualTo(BindWorld.TTL);
    assertThat(preparing.lines())
        .anyMatch(it -> it.contains("lowered the TTL of shop.lab.test from 300 s to 10 s"))
        .anyMatch(it -> it.matches(".*old TTL of 5 min: \\d+ (s|min.*) left"));
    assertThat(settling.lines())
        .anyMatch(it -> it.startsWith("every authoritative server says green.shop.lab.test;"))
        .anyMatch(it -> it.matches(".*lead to blue.*TTL of up to 10 s.*: \\d+ s left"));
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void withoutPreparationTheOldClusterIsHeldForTheWholeTtl() {
    DnsTrafficSwitch dns = world.trafficSwitch();
    dns.swap(BLUE, GREEN);

    assertThat(took(() -> isDone(dns.settle(BLUE, world.attempt()))))
        .isBetween(seconds(305), seconds(308));
  }

  @Test
  void aSwapBackInTheWatchReachesUsersWithinTheLowTtlToo() {
    DnsTrafficSwitch dns = world.trafficSwitch();
    isDone(dns.prepare(world.attempt()));
    dns.swap(BLUE, GREEN);
    isDone(dns.settle(BLUE, world.attempt()));

    // Another bot than the one that prepared: what it has to know stands in the zone.
    DnsTrafficSwitch restarted = world.trafficSwitch();
    assertThat(restarted.swap(GREEN, BLUE)).isInstanceOf(Swapped.Accepted.class);
    assertThat(took(() -> isDone(restarted.settle(GREEN, world.attempt()))))
        .isBetween(seconds(15), seconds(18));

    isDone(restarted.unprepare(world.attempt()));
    assertThat(world.ttl()).isEqualTo(BindWorld.TTL);
  }

  @Test
  void aPrimaryThatIsKilledInsideAWaitIsNotMissedIfItIsBackByTheEnd() {
    DnsTrafficSwitch dns = world.trafficSwitch();
    isDone(dns.prepare(killedAt(world.attempt(), ": 4 min left", ": 2 min left")));
    assertThat(world.ttl()).isEqualTo(BindWorld.LOW);

    dns.swap(BLUE, GREEN);
    isDone(dns.settle(BLUE, killedAt(world.attempt(), ": 15 s left", ": 5 s left")));
    assertThat(dns.read().cluster()).isEqualTo(GREEN);
  }

  @Test
  void aPrimaryThatIsKilledInsideAWaitAndStaysAwayIsSaidAndTheHoldGoesOnLater() {
    DnsTrafficSwitch dns = world.trafficSwitch();
    isDone(dns.prepare(world.attempt()));
    dns.swap(BLUE, GREEN);

    QuickAttempt holding = killedAt(world.attempt(), ": 10 s left", "never");
    assertThatThrownBy(() -> dns.settle(BLUE, holding))
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContaining("cannot be asked");

    world.primary.comeBack();
    assertThat(took(() -> isDone(dns.settle(BLUE, world.attempt())))).isLessThan(seconds(3));
  }

  /** The primary dies when a line with the first text is told, and is back with the second. */
  private QuickAttempt killedAt(QuickAttempt attempt, String dies, String back) {
    AtomicBoolean dead = new AtomicBoolean();
    return attempt.meanwhile(
        () -> {
          String last = attempt.lines().isEmpty() ? "" : attempt.lines().getLast();
          if (last.endsWith(dies) && dead.compareAndSet(false, true)) {
            world.primary.kill();
          } else if (last.endsWith(back) && dead.compareAndSet(true, false)) {
            world.primary.comeBack();
          }
        });
  }

  @Test
  void aSwapInTheMiddleOfThePreparationHoldsForWhatIsLeftOfTheOldTtl() {
    DnsTrafficSwitch dns = world.trafficSwitch();
    QuickAttempt stopped = world.attempt().stoppingAt(it -> it.contains(": 4 min left"));
    assertThat(dns.prepare(stopped)).isInstanceOf(StepOutcome.Stopped.class);

    dns.swap(BLUE, GREEN);

    assertThat(took(() -> isDone(dns.settle(BLUE, world.attempt()))))
        .isBetween(seconds(225), seconds(250));
  }

  @Test
  void aRestartInTheMiddleOfThePreparationGoesOnWaitingAndRemembersTheTtl() {
    QuickAttempt killed = world.attempt().stoppingAt(it -> it.contains(": 2 min left"));
    assertThat(world.trafficSwitch().prepare(killed)).isInstanceOf(StepOutcome.Stopped.class);

    DnsTrafficSwitch restarted = world.trafficSwitch();

    assertThat(took(() -> isDone(restarted.prepare(world.attempt()))))
        .isBetween(seconds(100), seconds(125));
    isDone(restarted.unprepare(world.attempt()));
    assertThat(world.ttl()).isEqualTo(BindWorld.TTL);
  }

  @Test
  void aRestartInTheMiddleOfTheHoldGoesOnHolding() {
    DnsTrafficSwitch dns = world.trafficSwitch();
    dns.swap(BLUE, GREEN);
    QuickAttempt killed = world.attempt().stoppingAt(it -> it.contains(": 2 min"));
    assertThat(dns.settle(BLUE, killed)).isInstanceOf(StepOutcome.Stopped.class);

    assertThat(took(() -> isDone(world.trafficSwitch().settle(BLUE, world.attempt()))))
        .isBetween(seconds(100), seconds(170));
    assertThat(took(() -> isDone(world.trafficSwitch().settle(BLUE, world.attempt()))))
        .as("once settled, it stays settled")
        .isZero();
  }

  @Test
  void aTimeOutThatIsTooShortIsSaidBeforeAnythingIsChanged() {
    StepOutcome outcome =
        world.trafficSwitch().prepare(new QuickAttempt(world.clock, Duration.ofMinutes(1)));

    assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
    assertThat(outcome.line()).contains("5 min").contains("rollout.timeouts.settle");
    assertThat(world.ttl()).isEqualTo(BindWorld.TTL);
  }

  @Test
  void takingThePreparationBackRestoresTheTtlThatWas() {
    DnsTrafficSwitch dns = world.trafficSwitch();
    isDone(dns.prepare(world.attempt()));

    isDone(dns.unprepare(world.attempt()));
    assertThat(world.ttl()).isEqualTo(BindWorld.TTL);
    isDone(dns.unprepare(world.attempt()));
    assertThat(world.zone.answering()).isEqualTo(BLUE);
  }

  @Test
  void whatSomebodySwappedByHandIsHeldForTheLongestTtlThatCouldHaveBeen() {
    isDone(world.trafficSwitch().prepare(world.attempt()));
    world.zone.put(ShopZone.SHOP, Type.CNAME, 20, "green.shop.lab.test.");

    assertThat(took(() -> isDone(world.trafficSwitch().settle(BLUE, world.attempt()))))
        .isBetween(seconds(305), seconds(308));
  }

  @Test
  void aSecondaryThatIsDeadKeepsTheOldClusterHeldUntilItIsBack() {
    DnsTrafficSwitch dns = world.trafficSwitch();
    world.secondary.kill();
    assertThat(dns.swap(BLUE, GREEN)).isInstanceOf(Swapped.Accepted.class);

    StepOutcome held = dns.settle(BLUE, new QuickAttempt(world.clock, seconds(2)));
    assertThat(held).isInstanceOf(StepOutcome.Failed.class);
    assertThat(held.line())
        .contains(world.secondary.endpoint() + ": it does not answer")
        .contains("NS records");

    world.secondary.comeBack();
    // Another change makes the primary notify it again, which would otherwise be at the next retry.
    world.zone.put("poke.shop.lab.test", Type.A, BindWorld.TTL, "127.0.9.9");
    QuickAttempt again = world.attempt();
    isDone(dns.settle(BLUE, again));
  }

  @Test
  void aSecondaryThatLagsIsNamedWithWhatItSays() {
    world.secondary.close();
    // Without notifications or a primary to ask, it comes back with what it had.
    world.zone.put(ShopZone.SHOP, Type.CNAME, BindWorld.TTL, "green.shop.lab.test.");
    StepOutcome outcome;
    try (NameServer old =
        NameServer.bindSecondary(
            world.directory.resolve("secondary"),
            world.secondary.port(),
            dev.signalbox.server.ServerProcess.freePort())) {
      outcome = world.trafficSwitch().settle(BLUE, new QuickAttempt(world.clock, seconds(2)));
      assertThat(old.process().isRunning()).isTrue();
    }

    assertThat(outcome.line())
        .contains(world.secondary.endpoint() + " still says blue.shop.lab.test");
  }

  private void freeze(NameServer server, String signal) {
    NameServer.run(world.directory, "kill", signal, Long.toString(server.process().pid()));
  }

  @Test
  void aFrozenSecondaryIsAsDeadAndThePreparationWaitsForIt() {
    freeze(world.secondary, "-STOP");
    QuickAttempt attempt = new QuickAttempt(world.clock, Duration.ofSeconds(301));

    StepOutcome outcome =
        world.trafficSwitch().prepare(attempt.stoppingAt(it -> it.contains("no answer in time")));

    assertThat(outcome).isInstanceOf(StepOutcome.Stopped.class);
    assertThat(world.ttl()).isEqualTo(BindWorld.LOW);
    freeze(world.secondary, "-CONT");
    isDone(world.trafficSwitch().unprepare(world.attempt()));
    assertThat(world.ttl()).isEqualTo(BindWorld.TTL);
  }

  @Test
  void aPrimaryThatIsKilledInEachPhaseIsAskedAgainWhenItIsBack() {
    DnsTrafficSwitch dns = world.trafficSwitch();
    world.primary.kill();
    assertThatThrownBy(() -> dns.prepare(world.attempt()))
        .isInstanceOf(PortFailure.Unreachable.class);
    world.primary.comeBack();
    isDone(dns.prepare(world.attempt()));

    world.primary.kill();
    assertThatThrownBy(() -> dns.swap(BLUE, GREEN)).isInstanceOf(PortFailure.Unreachable.class);
    world.primary.comeBack();
    assertThat(dns.swap(BLUE, GREEN)).isInstanceOf(Swapped.Accepted.class);

    world.primary.kill();
    assertThatThrownBy(() -> dns.settle(BLUE, world.attempt()))
        .isInstanceOf(PortFailure.Unreachable.class);
    world.primary.comeBack();
    assertThat(dns.read().cluster()).isEqualTo(GREEN);
    isDone(dns.settle(BLUE, world.attempt()));

    world.primary.kill();
    assertThatThrownBy(() -> dns.unprepare(world.attempt()))
        .isInstanceOf(PortFailure.Unreachable.class);
    world.primary.comeBack();
    isDone(dns.unprepare(world.attempt()));
    assertThat(world.ttl()).isEqualTo(BindWorld.TTL);
  }
}
