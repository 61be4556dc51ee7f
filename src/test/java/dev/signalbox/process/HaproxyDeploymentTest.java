package dev.signalbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.server.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole bot with a real HAProxy in front of the lab's nodes. */
@Needs(program = "haproxy", debianPackage = "haproxy")
class HaproxyDeploymentTest {
  private Path directory;
  private LabProcess lab;
  private HaproxyInFront haproxy;
  private WholeBot bot;

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    directory = temporary;
    lab = LabProcess.start(directory.resolve("lab"), Duration.ZERO);
    haproxy = new HaproxyInFront(directory.resolve("haproxy"), lab);
    bot = begin(haproxy.arguments());
  }

  private WholeBot begin(List<String> router) {
    List<String> arguments = new ArrayList<>(router);
    arguments.add("--signalbox.lab.control-url=" + lab.control());
    arguments.add("--signalbox.applications.shop.watch.min-requests=0");
    arguments.add("--signalbox.applications.shop.smoke.recheck-every=500ms");
    return WholeBot.start(WholeBot.arguments(directory, arguments));
  }

  @AfterEach
  void end() {
    bot.close();
    haproxy.close();
    lab.close();
  }

  @Test
  void swapsRollsAndRollsBackWithoutAFailedRequest() throws Exception {
    try (Users users = new Users(haproxy)) {
      bot.command("deployer", "/deploy v2 bluegreen");
      assertThat(bot.untilGate()).isTrue();
      assertThat(haproxy.version()).isEqualTo("v1");
      bot.seeThrough("/approve");
      assertThat(haproxy.version()).isEqualTo("v2");
      assertThat(bot.say("deployer", "/status").details().toString())
          .contains("production goes to green on v2");

      bot.command("deployer", "/rollback");
      bot.seeThrough("/approve");
      assertThat(haproxy.version()).isEqualTo("v1");

      bot.command("deployer", "/release");
      bot.command("deployer", "/deploy v3 rolling");
      bot.seeThrough("/approve");
      assertThat(haproxy.version()).isEqualTo("v3");

      users.leave();
      assertThat(users.failed()).isEmpty();
      assertThat(users.answered()).isGreaterThan(50);
    }
  }

  @Test
  void aRouterThatIsKilledAtTheGateHoldsNothingUpWhenItIsBack() throws Exception {
    bot.command("deployer", "/deploy v2 bluegreen");
    assertThat(bot.untilGate()).isTrue();

    haproxy.kill();
    haproxy.startAgain();
    bot.seeThrough("/approve");

    assertThat(haproxy.version()).isEqualTo("v2");
    haproxy.kill();
    haproxy.startAgain();
    assertThat(haproxy.version()).isEqualTo("v2");
  }

  @Test
  @Needs(program = "sshd", debianPackage = "openssh-server")
  void aRemoteOneIsChangedByItsPortAndKeepsItsFilesOverSsh() throws Exception {
    bot.close();
    try (MachinesBehindSsh machines = new MachinesBehindSsh(directory.resolve("ssh"))) {
      List<String> arguments = new ArrayList<>(haproxy.remoteArguments("router-1"));
      arguments.addAll(machines.arguments("router-1"));
      bot = begin(arguments);
      bot.command("deployer", "/deploy v2 bluegreen");
      assertThat(bot.untilGate()).isTrue();
      machines.restart();
      bot.seeThrough("/approve");
      assertThat(haproxy.version()).isEqualTo("v2");
      assertThat(haproxy.mapFile()).contains("shop-production shop-green");

      haproxy.kill();
      haproxy.startAgain();
      assertThat(haproxy.version()).isEqualTo("v2");
      bot.command("deployer", "/deploy v3 rolling");
      bot.seeThrough("/approve");
      assertThat(haproxy.version()).isEqualTo("v3");
    }
  }

  @Test
  void whoSwapsByHandAtTheGateVoidsItsEvidence() throws Exception, InterruptedException {
    bot.command("deployer", "/deploy v2 bluegreen");
    assertThat(bot.untilGate()).isTrue();
    Semaphore commits = new Semaphore(1);
    bot.stores().journal().onCommit(_ -> commits.release());
    haproxy.swapByHand("elsewhere");
    while (!said("somebody else changed the switch")) {
      assertThat(commits.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(bot.say("approver", "/approve").accepted()).isFalse();

    haproxy.swapByHand("shop-blue");
    bot.seeThrough("/approve");
    assertThat(haproxy.version()).isEqualTo("v2");
  }

  /** Whether the gate's evidence was changed for this reason. */
  private boolean said(String reason) {
    return bot.stores().journal().of(new DeploymentId(1)).stream()
        .map(JournalEntry::event)
        .anyMatch(
            it -> it instanceof JournalEvent.EvidenceChanged && it.toString().contains(reason));
  }

  /** Sends one request after the other, each on a connection of its own. */
  private static final class Users implements AutoCloseable {
    private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger answered = new AtomicInteger();
    private final List<String> failed = new CopyOnWriteArrayList<>();

    Users(HaproxyInFront haproxy) {
      thread.execute(
          () -> {
            while (!over.get()) {
              haproxy.failure().ifPresentOrElse(failed::add, answered::incrementAndGet);
            }
          });
    }

    List<String> failed() {
      return failed;
    }

    int answered() {
      return answered.get();
    }

    /** Returns when the last request was answered. */
    void leave() {
      over.set(true);
      thread.close();
    }

    @Override
    public void close() {
      leave();
    }
  }
}
