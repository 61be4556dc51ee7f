package dev.signalbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.server.Needs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole bot with a real nginx in front of the lab's nodes. */
@Needs(program = "nginx", debianPackage = "nginx-light")
class NginxDeploymentTest {

  @Test
  void swapsAndRollsBehindNginxWithoutAFailedRequest(@TempDir Path directory) throws Exception {
    try (LabProcess lab = LabProcess.start(directory.resolve("lab"), Duration.ZERO);
        NginxInFront nginx = new NginxInFront(directory.resolve("nginx"), lab);
        WholeBot bot = WholeBot.start(arguments(directory, lab, nginx.arguments()));
        Users users = new Users(nginx)) {
      assertThat(nginx.version()).isEqualTo("v1");

      bot.command("deployer", "/deploy v2 bluegreen");
      assertThat(bot.untilGate()).isTrue();
      assertThat(nginx.version()).isEqualTo("v1");
      bot.seeThrough("/approve");
      assertThat(nginx.version()).isEqualTo("v2");
      assertThat(bot.say("deployer", "/status").details().toString())
          .contains("production goes to green on v2");

      bot.command("deployer", "/deploy v3 rolling");
      bot.seeThrough("/approve");
      assertThat(nginx.version()).isEqualTo("v3");

      users.leave();
      assertThat(users.failed()).isEmpty();
      assertThat(users.answered()).isGreaterThan(100);
    }
  }

  @Test
  @Needs(program = "sshd", debianPackage = "openssh-server")
  void twoOfThemOnMachinesBehindSshMoveTogether(@TempDir Path directory) throws Exception {
    try (LabProcess lab = LabProcess.start(directory.resolve("lab"), Duration.ZERO);
        MachinesBehindSsh machines = new MachinesBehindSsh(directory.resolve("ssh"));
        NginxInFront first = NginxInFront.behindSsh(directory.resolve("1"), lab);
        NginxInFront second = NginxInFront.behindSsh(directory.resolve("2"), lab)) {
      Map<String, NginxInFront> both = new LinkedHashMap<>();
      both.put("lb1", first);
      both.put("lb2", second);
      List<String> arguments = new ArrayList<>(NginxInFront.arguments(both));
      arguments.addAll(machines.arguments("lb1", "lb2"));
      try (WholeBot bot = WholeBot.start(arguments(directory, lab, arguments))) {
        bot.command("deployer", "/deploy v2 bluegreen");
        assertThat(bot.untilGate()).isTrue();
        machines.restart();
        bot.seeThrough("/approve");
        assertThat(List.of(first.version(), second.version())).containsOnly("v2");

        bot.command("deployer", "/deploy v3 rolling");
        bot.seeThrough("/approve");
        assertThat(List.of(first.version(), second.version())).containsOnly("v3");
      }
    }
  }

  /** Sends one request after the other, each on a connection of its own. */
  private static final class Users implements AutoCloseable {
    private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger answered = new AtomicInteger();
    private final List<String> failed = new CopyOnWriteArrayList<>();

    Users(NginxInFront nginx) {
      thread.execute(
          () -> {
            while (!over.get()) {
              nginx.failure().ifPresentOrElse(failed::add, answered::incrementAndGet);
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

  private static List<String> arguments(Path directory, LabProcess lab, List<String> router) {
    List<String> arguments = new ArrayList<>(router);
    arguments.add("--signalbox.lab.control-url=" + lab.control());
    arguments.add("--signalbox.applications.shop.watch.min-requests=0");
    return WholeBot.arguments(directory, arguments);
  }
}
