package dev.signalbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.server.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole bot with the example program, which drives a real HAProxy. */
@Needs(program = "haproxy", debianPackage = "haproxy")
@Needs(program = "socat", debianPackage = "socat")
class CommandRouterDeploymentTest {
  private static final Path EXAMPLE =
      Path.of(System.getProperty("basedir"), "config/examples/command-router/haproxy-router");

  private Path directory;
  private Path program;
  private LabProcess lab;
  private HaproxyInFront haproxy;

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    directory = temporary;
    program = directory.resolve("router");
    works();
    lab = LabProcess.start(directory.resolve("lab"), Duration.ZERO);
    haproxy = new HaproxyInFront(directory.resolve("haproxy"), lab);
  }

  @AfterEach
  void end() {
    haproxy.close();
    lab.close();
  }

  private void works() throws IOException {
    write("exec " + EXAMPLE + " \"$@\"");
  }

  /** Instead of the question's answer, something else happens. */
  private void breaks(String question, String instead) throws IOException {
    write("[ \"$1\" = " + question + " ] && { " + instead + "; }\nexec " + EXAMPLE + " \"$@\"");
  }

  /** Replaced at once: the program may just be started. */
  private void write(String script) throws IOException {
    Path fresh = Files.writeString(directory.resolve("fresh"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.move(fresh, program, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private WholeBot begin(List<String> more) {
    String part = "--signalbox.applications.shop.stages.production.equipment.";
    String trafficSwitch = part + "traffic-switch.command.";
    String balancer = part + "load-balancer.command.";
    List<String> arguments = new ArrayList<>(more);
    arguments.add(trafficSwitch + "read=" + program + ",read");
    arguments.add(trafficSwitch + "swap=" + program + ",swap,{from},{to}");
    arguments.add(trafficSwitch + "sessions=" + program + ",sessions,{cluster}");
    arguments.add(balancer + "nodes=" + program + ",nodes,{cluster}");
    arguments.add(balancer + "drain=" + program + ",drain,{cluster},{node}");
    arguments.add(balancer + "restore=" + program + ",restore,{cluster},{node}");
    for (String each : List.of(trafficSwitch, balancer)) {
      arguments.add(each + "timeout=5s");
      haproxy
          .forAProgram(directory.resolve("haproxy/lock"))
          .forEach((name, value) -> arguments.add(each + "environment[" + name + "]=" + value));
    }
    arguments.add("--signalbox.lab.control-url=" + lab.control());
    arguments.add("--signalbox.applications.shop.watch.min-requests=0");
    arguments.add("--signalbox.applications.shop.smoke.recheck-every=500ms");
    return WholeBot.start(WholeBot.arguments(directory, arguments));
  }

  @Test
  @Needs(program = "sshd", debianPackage = "openssh-server")
  void aProgramOnAnotherMachineSwapsRollsAndRollsBackAndAKillAtTheGateHoldsNothingUp()
      throws Exception {
    try (MachinesBehindSsh machines = new MachinesBehindSsh(directory.resolve("ssh"))) {
      MachinesBehindSsh.own(directory.resolve("haproxy"));
      List<String> onIt = new ArrayList<>(machines.arguments("router-1"));
      for (String part : List.of("traffic-switch", "load-balancer")) {
        onIt.add(
            "--signalbox.applications.shop.stages.production.equipment."
                + part
                + ".command.machine=router-1");
      }
      try (WholeBot bot = begin(onIt)) {
        bot.command("deployer", "/deploy v2 bluegreen");
        assertThat(bot.untilGate()).isTrue();
        assertThat(haproxy.version()).isEqualTo("v1");
        haproxy.kill();
        haproxy.startAgain();
        bot.seeThrough("/approve");
        assertThat(haproxy.version()).isEqualTo("v2");

        bot.command("deployer", "/rollback");
        bot.seeThrough("/approve");
        assertThat(haproxy.version()).isEqualTo("v1");

        bot.command("deployer", "/release");
        bot.command("deployer", "/deploy v3 rolling");
        bot.seeThrough("/approve");
        assertThat(haproxy.version()).isEqualTo("v3");
      }
    }
  }

  @Test
  void aSwapThatFailsHangsOrBabblesMovesNothingAndIsApprovedAgain() throws Exception {
    try (WholeBot bot = begin(List.of())) {
      bot.command("deployer", "/deploy v2 bluegreen");
      for (String instead :
          List.of("echo broken >&2; exit 1", "exec sleep 60", "echo '%$ {\"live'; exit 0")) {
        assertThat(bot.untilGate()).as(instead).isTrue();
        breaks("swap", instead);
        boolean again = bot.decide("/approve");
        assertThat(haproxy.version()).as(instead).isEqualTo("v1");
        works();
        if (!again) {
          assertThat(bot.say("deployer", "/status").details().toString())
              .as(instead)
              .contains("in need of attention");
          bot.command("deployer", "/retry");
        }
      }
      bot.seeThrough("/approve");
      assertThat(haproxy.version()).isEqualTo("v2");
      assertThat(told(bot)).contains("broken", "took too long");
    }
  }

  @Test
  void aQuestionThatIsNotAnsweredWellAtTheGateLetsNobodyApprove()
      throws IOException, InterruptedException {
    try (WholeBot bot = begin(List.of())) {
      bot.command("deployer", "/deploy v2 bluegreen");
      assertThat(bot.untilGate()).isTrue();
      for (String instead :
          List.of("echo no route >&2; exit 12", "echo '%$ {\"live'; exit 0", "exec sleep 60")) {
        breaks("read", instead);
        untilEvidence(bot, false);
        assertThat(bot.say("approver", "/approve").accepted()).as(instead).isFalse();
        assertThat(haproxy.version()).as(instead).isEqualTo("v1");
        works();
        untilEvidence(bot, true);
      }
      bot.seeThrough("/approve");
      assertThat(haproxy.version()).isEqualTo("v2");
    }
  }

  /** Waits until the gate's next look at its evidence has seen this. */
  private static void untilEvidence(WholeBot bot, boolean holds) throws InterruptedException {
    Semaphore commits = new Semaphore(0);
    bot.stores().journal().onCommit(_ -> commits.release());
    while (bot.stores().gates().open(new DeploymentId(1)).orElseThrow().evidence().holds()
        != holds) {
      assertThat(commits.tryAcquire(1, TimeUnit.MINUTES)).as("a look").isTrue();
    }
  }

  private static String told(WholeBot bot) {
    return bot.stores().journal().of(new DeploymentId(1)).stream()
        .map(JournalEntry::event)
        .map(Object::toString)
        .reduce("", String::concat);
  }
}
