package dev.signalbox.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.deployment.TextRule;
import dev.signalbox.fleet.command.LocalMachine;
import dev.signalbox.measured.Printed;
import dev.signalbox.probe.command.CommandSmokeProbe;
import dev.signalbox.probe.dns.DnsSmokeProbe;
import dev.signalbox.probe.http.HttpSmokeProbe;
import dev.signalbox.probe.tcp.TcpSmokeProbe;
import dev.signalbox.server.Needs;
import dev.signalbox.server.Programs;
import dev.signalbox.server.ServerProcess;
import dev.signalbox.topology.Version;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of check, each failing for real, and the lines that people read then. */
@Timeout(60)
@Needs(program = "named", debianPackage = "bind9")
class SmokeLinesTest {
  private static final Version V2 = new Version("v2");

  private final SmokeRound round =
      new SmokeRound(
          new HttpSmokeProbe(System::nanoTime),
          new TcpSmokeProbe(System::nanoTime),
          new DnsSmokeProbe(System::nanoTime),
          new CommandSmokeProbe(new LocalMachine(), System::nanoTime));
  private final List<String> lines = new ArrayList<>();

  private static SmokeCheck.Common named(String name) {
    return new SmokeCheck.Common(name, Duration.ofSeconds(10), OptionalInt.empty(), true);
  }

  private static SmokeCheck http(String name, Map<String, TextRule> headers, TextRule... body) {
    return answer(name, headers, Map.of(), SmokeCheck.Connection.PLAIN, body);
  }

  private static SmokeCheck answer(
      String name,
      Map<String, TextRule> headers,
      Map<String, TextRule> json,
      SmokeCheck.Connection connection,
      TextRule... body) {
    return new SmokeCheck.Http(
        named(name),
        new SmokeCheck.Request("GET", "/" + name, Map.of(), Optional.empty(), connection),
        new SmokeCheck.Answer(Set.of(200), headers, List.of(body), json));
  }

  private void ask(String target, URI address, SmokeCheck check) {
    CheckResult result = round.check(target, address, V2, List.of(check)).getFirst();
    assertThat(result.passed()).as(result.toString()).isFalse();
    lines.add(
        result.target()
            + " "
            + result.check()
            + ": expected "
            + result.expected()
            + ", seen "
            + result.seen());
  }

  @Test
  void theDocumentationShowsWhatIsReallySaid(@TempDir Path directory) throws Exception {
    overHttp();
    overTls(directory);
    overTcp();
    ofTheDns(directory);
    ask(
        "green",
        URI.create("http://127.0.0.1:1"),
        new SmokeCheck.Command(
            named("journey"),
            List.of("sh", "-c", "echo no database; exit 4"),
            Map.of(),
            0,
            Optional.empty()));

    Printed.hold("checks.md", "failed-checks", lines);
  }

  private void overHttp() {
    try (Loopback node = Loopback.answering(503, "")) {
      ask("green-1", node.uri(), http("health", Map.of()));
    }
    try (Loopback node = Loopback.answering(200, "v1")) {
      ask("green-1", node.uri(), http("version", Map.of(), new TextRule.Matches("^{version}$")));
      ask("green-1", node.uri(), http("front", Map.of("X-Version", new TextRule.Is("{version}"))));
    }
    try (Loopback node = Loopback.answering(200, "{\"status\": \"starting\"}")) {
      ask(
          "green-1",
          node.uri(),
          answer(
              "state",
              Map.of(),
              Map.of("/status", new TextRule.Is("up")),
              SmokeCheck.Connection.PLAIN));
    }
    try (Loopback node =
        Loopback.http(
            exchange -> {
              exchange.getResponseHeaders().add("Location", "/login");
              exchange.sendResponseHeaders(302, -1);
              exchange.close();
            })) {
      ask("green-1", node.uri(), http("home", Map.of()));
    }
    ask("green-1", URI.create("http://green-1.invalid"), http("health", Map.of()));
  }

  private void overTls(Path directory) throws Exception {
    try (Loopback node =
        Loopback.https(
            SelfSigned.context(directory),
            exchange -> {
              exchange.sendResponseHeaders(200, -1);
              exchange.close();
            })) {
      ask("green-1", node.uri(), http("order", Map.of()));
    }
  }

  private void overTcp() {
    Loopback gone = Loopback.answering(200, "");
    gone.close();
    ask(
        "green-1",
        gone.uri(),
        new SmokeCheck.Tcp(named("cache"), Optional.empty(), Optional.empty(), Optional.empty()));
    try (Loopback node = Loopback.raw(socket -> socket.getOutputStream().write(banner()))) {
      ask(
          "green-1",
          node.uri(),
          new SmokeCheck.Tcp(
              named("mail"),
              Optional.empty(),
              Optional.empty(),
              Optional.of(new TextRule.Contains("220 "))));
    }
  }

  private static byte[] banner() {
    return "554 no service\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  private void ofTheDns(Path directory) throws IOException {
    int port = ServerProcess.freePort();
    Files.writeString(
        directory.resolve("zone"),
        "$TTL 5\n@ SOA ns hostmaster 1 60 60 60 60\n NS ns\nns A 127.0.0.1\nshop CNAME blue\n");
    Files.writeString(
        directory.resolve("named.conf"),
        """
        options { directory "%s"; listen-on port %d { 127.0.0.1; }; listen-on-v6 { none; };
          pid-file none; session-keyfile none; recursion no; };
        controls { };
        zone "example" { type primary; file "zone"; };
        """
            .formatted(directory, port));
    List<String> argv =
        List.of(
            Programs.path("named"),
            "-g",
            "-c",
            directory.resolve("named.conf").toString(),
            "-n",
            "1");
    try (ServerProcess _ =
        ServerProcess.start(directory, argv, () -> ServerProcess.listens(port))) {
      ask(
          "green",
          URI.create("http://127.0.0.1:1"),
          new SmokeCheck.Dns(
              named("alias"),
              "shop.example",
              "CNAME",
              Optional.of("127.0.0.1:" + port),
              List.of("green.example")));
    }
  }
}
