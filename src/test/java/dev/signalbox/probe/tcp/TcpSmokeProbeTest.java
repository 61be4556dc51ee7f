package dev.signalbox.probe.tcp;

import static dev.signalbox.probe.Asked.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.deployment.TextRule;
import dev.signalbox.probe.Asked;
import dev.signalbox.probe.Loopback;
import dev.signalbox.server.ServerProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TcpSmokeProbeTest {

  private static CheckResult ask(URI address, SmokeCheck.Tcp check) {
    return new TcpSmokeProbe(System::nanoTime).ask(Asked.at(address), check);
  }

  private static SmokeCheck.Tcp connects(Optional<String> at) {
    return new SmokeCheck.Tcp(Asked.common("port"), at, Optional.empty(), Optional.empty());
  }

  private static SmokeCheck.Tcp ping(TextRule answer, Duration within) {
    return new SmokeCheck.Tcp(
        Asked.common("ping", within),
        Optional.empty(),
        Optional.of("PING {version}\r\n"),
        Optional.of(answer));
  }

  private static void say(Socket socket, String words) throws IOException {
    socket.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aPortThatIsOpenIsConnectedTo() {
    try (Loopback node = Loopback.raw(_ -> {})) {
      String at = "127.0.0.1:" + node.uri().getPort();
      assertThat(told(ask(node.uri(), connects(Optional.empty()))))
          .startsWith("passed: expected a connection to " + at + "; an answer within 5,000 ms");
      assertThat(
              ask(
                      URI.create("http://127.0.0.1:1"),
                      connects(Optional.of("{host}:" + node.uri().getPort())))
                  .passed())
          .isTrue();
    }
  }

  @Test
  void aPortThatNobodyListensAtFails() {
    URI closed = URI.create("tcp://127.0.0.1:" + ServerProcess.freePort());
    assertThat(told(ask(closed, connects(Optional.empty()))))
        .isEqualTo(
            "failed: expected an answer within 5,000 ms, seen nothing listens at 127.0.0.1:"
                + closed.getPort());
  }

  @Test
  void whatIsSentIsAnsweredPieceByPiece() {
    try (Loopback node =
        Loopback.raw(
            socket -> {
              byte[] line = socket.getInputStream().readNBytes("PING v2\r\n".length());
              say(socket, "+PO");
              say(socket, "NG " + new String(line, StandardCharsets.UTF_8));
            })) {
      assertThat(
              ask(node.uri(), ping(new TextRule.Contains("+PONG"), Duration.ofSeconds(5))).passed())
          .isTrue();
      assertThat(
              ask(
                      node.uri(),
                      ping(new TextRule.Matches("^\\+PONG PING {version}"), Duration.ofSeconds(5)))
                  .passed())
          .isTrue();
      assertThat(told(ask(node.uri(), ping(new TextRule.Contains("-ERR"), Duration.ofSeconds(5)))))
          .isEqualTo("failed: expected an answer with '-ERR', seen '+PONG PING v2'");
    }
  }

  @Test
  void whoeverSaysNothingIsNotWaitedForLongerThanAllowed() {
    try (Loopback node =
        Loopback.raw(
            socket -> {
              say(socket, "wait");
              socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            })) {
      assertThat(
              told(ask(node.uri(), ping(new TextRule.Contains("+PONG"), Duration.ofMillis(200)))))
          .startsWith("failed: expected an answer with '+PONG'")
          .contains("seen 'wait'");
    }
  }

  @Test
  void whatIsNoPlaceFails() {
    assertThat(told(ask(URI.create("http://127.0.0.1:1"), connects(Optional.of("{version}")))))
        .isEqualTo("failed: expected a host and a port, seen v2");
    assertThat(
            told(
                ask(URI.create("http://127.0.0.1:1"), connects(Optional.of("no-such.invalid:80")))))
        .isEqualTo(
            "failed: expected an answer within 5,000 ms, seen the host name no-such.invalid is not"
                + " known");
  }
}
