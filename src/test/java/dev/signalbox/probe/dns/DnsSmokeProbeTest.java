package dev.signalbox.probe.dns;

import static dev.signalbox.probe.Asked.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.probe.Asked;
import dev.signalbox.server.Needs;
import dev.signalbox.server.Programs;
import dev.signalbox.server.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Asked of a real BIND. */
@Timeout(60)
@Needs(program = "named", debianPackage = "bind9")
class DnsSmokeProbeTest {

  private static ServerProcess named;
  private static String server;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    int port = ServerProcess.freePort();
    server = "127.0.0.1:" + port;
    Files.writeString(
        directory.resolve("zone"),
        """
        $TTL 5
        @ SOA ns hostmaster 1 60 60 60 60
          NS ns
        ns A 127.0.0.1
        shop CNAME blue
        blue A 10.0.0.1
        blue A 10.0.0.2
        text TXT "deployed v2"
        """);
    Files.writeString(
        directory.resolve("named.conf"),
        """
        options { directory "%s"; listen-on port %d { 127.0.0.1; }; listen-on-v6 { none; };
          pid-file none; session-keyfile none; recursion no; };
        controls { };
        zone "lab.test" { type primary; file "zone"; };
        """
            .formatted(directory, port));
    named =
        ServerProcess.start(
            directory,
            List.of(
                Programs.path("named"),
                "-g",
                "-c",
                directory.resolve("named.conf").toString(),
                "-n",
                "1"),
            () -> ServerProcess.listens(port));
  }

  @AfterAll
  static void stop() {
    named.close();
  }

  private static String ask(String name, String type, String server, String... records) {
    return ask(name, type, server, Duration.ofSeconds(5), records);
  }

  private static String ask(
      String name, String type, String server, Duration within, String... records) {
    SmokeCheck.Dns check =
        new SmokeCheck.Dns(
            Asked.common("dns", within), name, type, Optional.of(server), List.of(records));
    return told(new DnsSmokeProbe(() -> 0).ask(Asked.at(URI.create("http://10.0.0.1:80")), check));
  }

  @Test
  void exactlyTheRecordsThatAreExpectedHaveToBeThere() {
    assertThat(ask("blue.lab.test", "A", server, "10.0.0.2", "10.0.0.1"))
        .isEqualTo(
            "passed: expected A of blue.lab.test: 10.0.0.1, 10.0.0.2; an answer within 5,000 ms,"
                + " seen 10.0.0.1, 10.0.0.2; 0 ms");
    assertThat(ask("blue.lab.test", "A", server, "{host}"))
        .isEqualTo("failed: expected A of blue.lab.test: 10.0.0.1, seen 10.0.0.1, 10.0.0.2");
  }

  @Test
  void namesAreTheSameWithOrWithoutTheirLastDot() {
    assertThat(ask("shop.lab.test", "CNAME", server, "Blue.lab.test")).startsWith("passed: ");
    assertThat(ask("shop.lab.test.", "cname", server, "green.lab.test."))
        .isEqualTo("failed: expected CNAME of shop.lab.test.: green.lab.test., seen blue.lab.test");
  }

  @Test
  void anyRecordWillDoWhereNoneIsNamed() {
    assertThat(ask("text.lab.test", "TXT", server)).startsWith("passed: ");
    assertThat(ask("none.lab.test", "A", server))
        .isEqualTo(
            "failed: expected A of none.lab.test: some record, seen no such record (NXDOMAIN)");
  }

  @Test
  void anAliasIsNoAddress() {
    assertThat(ask("shop.lab.test", "AAAA", server))
        .isEqualTo(
            "failed: expected AAAA of shop.lab.test: some record, seen no such record (NOERROR)");
  }

  @Test
  void aServerThatDoesNotAnswerIsNamed() {
    String nobody = "127.0.0.1:" + ServerProcess.freePort();
    assertThat(ask("blue.lab.test", "A", nobody, Duration.ofMillis(500)))
        .startsWith("failed: expected an answer within 500 ms, seen the server " + nobody + " ");
  }

  @Test
  void aTypeThatThereIsNotCannotBeAsked() {
    assertThat(ask("blue.lab.test", "ADDRESS", server))
        .isEqualTo(
            "failed: expected ADDRESS of blue.lab.test: some record, seen that cannot be asked:"
                + " 'ADDRESS' is no type of record");
  }
}
