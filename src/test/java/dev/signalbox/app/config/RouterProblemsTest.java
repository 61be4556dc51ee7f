package dev.signalbox.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of an nginx or a router's program that is written wrongly. */
class RouterProblemsTest {
  private static final String EQUIPMENT =
      "signalbox.applications.shop.stages.production.equipment.";
  private static final String NGINX = EQUIPMENT + "traffic-switch.nginx";
  private static final String COMMAND = EQUIPMENT + "traffic-switch.command";
  private static final String BALANCER = EQUIPMENT + "load-balancer.command";

  private static List<String> problems(String... properties) throws IOException {
    ConfigurationFile file = ConfigurationFile.ofTheRepository();
    ConfigurationProblems problems =
        catchThrowableOfType(
            ConfigurationProblems.class, () -> Setup.read(file.environment(properties)));
    return problems == null
        ? List.of()
        : problems.problems().stream().map(it -> it.field() + ": " + it.sentence()).toList();
  }

  @Test
  void anNginxNeedsItsIncludeAndItsStatus() throws IOException {
    assertThat(problems(NGINX + ".timeout=10s"))
        .hasSize(2)
        .anyMatch(it -> it.startsWith(NGINX + ".include: found nothing"))
        .anyMatch(it -> it.startsWith(NGINX + ".status: found nothing"));
    assertThat(problems(NGINX + ".include=/etc/shop.conf", NGINX + ".status=http://127.0.0.1:8079"))
        .isEmpty();
  }

  @Test
  void namesThatNginxWouldNotTakeAreRefused() throws IOException {
    assertThat(
            problems(
                NGINX + ".include=/etc/shop.conf",
                NGINX + ".status=ftp://127.0.0.1",
                NGINX + ".upstream=shop",
                NGINX + ".variable=shop-production",
                NGINX + ".health.path=healthz",
                NGINX + ".timeout=500ms"))
        .hasSize(5)
        .anyMatch(it -> it.contains("'ftp://127.0.0.1'"))
        .anyMatch(it -> it.contains("a name with {cluster} in it"))
        .anyMatch(it -> it.contains("letters, digits and underscores"))
        .anyMatch(it -> it.contains("a path that begins with a slash"))
        .anyMatch(it -> it.contains("1s or more"));
  }

  @Test
  void aProgramNeedsWhatItIsAskedAndHowLongIsWaited() throws IOException {
    assertThat(problems(COMMAND + ".read=router,read"))
        .hasSize(2)
        .anyMatch(it -> it.startsWith(COMMAND + ".swap: found nothing"))
        .anyMatch(it -> it.startsWith(COMMAND + ".stated-wait: found nothing, but no sessions"));
    assertThat(
            problems(
                COMMAND + ".read=router,read",
                COMMAND + ".swap=router,{from},{to}",
                COMMAND + ".stated-wait=30s"))
        .isEmpty();
  }

  @Test
  void aPlaceThatNobodyFillsIsNamed() throws IOException {
    assertThat(
            problems(
                BALANCER + ".nodes=router,{cluster}",
                BALANCER + ".drain=router,{host}",
                BALANCER + ".restore=router,{node}"))
        .singleElement()
        .asString()
        .startsWith(BALANCER + ".drain: found {host}")
        .contains("{address}", "{node}");
  }

  @Test
  void aSecretsFileHasToBeThere(@TempDir Path directory) throws IOException {
    Path empty = Files.createFile(directory.resolve("empty"));
    assertThat(
            problems(
                COMMAND + ".read=router,read",
                COMMAND + ".swap=router,{from},{to}",
                COMMAND + ".stated-wait=30s",
                COMMAND + ".secrets.token=/no/such/file",
                COMMAND + ".secrets.other=" + empty))
        .hasSize(2)
        .anyMatch(it -> it.contains("'/no/such/file', which does not exist"))
        .anyMatch(it -> it.contains("which is empty"));
  }

  @Test
  void aMachineHasToBeDescribedWhereItIsNamed() throws IOException {
    String[] nginx = {
      NGINX + ".include=/etc/shop.conf",
      NGINX + ".status=http://127.0.0.1:8079",
      NGINX + ".machine=lb1"
    };
    assertThat(problems(nginx))
        .singleElement()
        .asString()
        .startsWith(NGINX + ".machine: found lb1, write nothing, or describe it below");
    assertThat(problems(with(nginx, "signalbox.machines.lb2.host=lb2")))
        .hasSize(4)
        .anyMatch(it -> it.startsWith(NGINX + ".machine: found 'lb1', write one of lb2"))
        .anyMatch(it -> it.startsWith("signalbox.machines.lb2.user: found nothing"))
        .anyMatch(it -> it.startsWith("signalbox.machines.lb2.keys: found neither a key"))
        .anyMatch(it -> it.startsWith("signalbox.machines.lb2.known-hosts: found nothing"));
    assertThat(
            problems(
                with(
                    nginx,
                    "signalbox.machines.lb1.host=deploy@lb1:2222",
                    "signalbox.machines.lb1.keys=/etc/signalbox/id",
                    "signalbox.machines.lb1.known-hosts=/etc/signalbox/known_hosts")))
        .isEmpty();
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void whatOneOfSeveralNginxsDoesNotSayIsAsForAll() throws IOException {
    String status = NGINX + ".instances.lb1.status=http://127.0.0.1:8079";
    assertThat(problems(status, NGINX + ".instances.lb2.include=/etc/shop.conf"))
        .hasSize(2)
        .anyMatch(it -> it.startsWith(NGINX + ".instances.lb1.include: found nothing"))
        .anyMatch(it -> it.startsWith(NGINX + ".instances.lb2.status: found nothing"));
    assertThat(
            problems(
                NGINX + ".include=/etc/shop.conf",
                status,
                NGINX + ".instances.lb2.status=http://127.0.0.2:8079"))
        .isEmpty();
  }

  @Test
  void aLaneOfServerGroupsIsNothingForAnNginx() throws IOException {
    String nginx = NGINX.replace(".shop.", ".api.");
    assertThat(problems(nginx + ".include=/etc/api.conf", nginx + ".status=http://127.0.0.1:8079"))
        .singleElement()
        .asString()
        .startsWith(nginx + ": found nginx, in a lane of server groups, write haproxy with slots");
  }

  @Test
  void twoKindsOfASwitchAreOneTooMany() throws IOException {
    assertThat(
            problems(
                NGINX + ".include=/etc/shop.conf",
                NGINX + ".status=http://127.0.0.1:8079",
                COMMAND + ".read=router,read",
                COMMAND + ".swap=router,{from},{to}",
                COMMAND + ".stated-wait=30s"))
        .singleElement()
        .asString()
        .contains("nginx and command");
  }
}
