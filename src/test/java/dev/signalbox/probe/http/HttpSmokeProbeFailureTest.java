package dev.signalbox.probe.http;

import static dev.signalbox.probe.http.Checks.V2;
import static dev.signalbox.probe.http.Checks.ask;
import static dev.signalbox.probe.http.Checks.body;
import static dev.signalbox.probe.http.Checks.header;
import static dev.signalbox.probe.http.Checks.ok;
import static dev.signalbox.probe.http.Checks.path;
import static dev.signalbox.probe.http.Checks.told;
import static dev.signalbox.probe.http.Checks.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.CheckResult;
import dev.signalbox.probe.Loopback;
import dev.signalbox.probe.SelfSigned;
import dev.signalbox.probe.Target;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpSmokeProbeFailureTest {

  private static final String NO_ANSWER = "failed: expected an answer within 500 ms, seen ";

  @Test
  void nobodyListens() {
    Loopback gone = Loopback.answering(200, "");
    gone.close();
    assertThat(told(ask(gone.uri(), ok())))
        .isEqualTo(NO_ANSWER + "nothing listens at " + gone.uri().getAuthority());
  }

  @Test
  void theHostNameIsUnknown() {
    assertThat(told(ask(URI.create("http://green-1.invalid"), ok())))
        .isEqualTo(NO_ANSWER + "the host name green-1.invalid is not known");
  }

  @Test
  void theConnectionIsClosedWithoutAnAnswer() {
    try (Loopback node = Loopback.saying("")) {
      assertThat(told(ask(node.uri(), ok())))
          .isEqualTo(NO_ANSWER + "the connection was closed before the answer was complete");
    }
  }

  @Test
  void theAnswerStopsHalfWay() {
    try (Loopback node = Loopback.saying("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")) {
      assertThat(told(ask(node.uri(), ok())))
          .isEqualTo(NO_ANSWER + "the connection was closed before the answer was complete");
    }
  }

  @Test
  void theConnectionIsReset() {
    try (Loopback node =
        Loopback.raw(
            socket -> {
              socket.setSoLinger(true, 0);
              Loopback.readRequest(socket);
            })) {
      assertThat(told(ask(node.uri(), ok())))
          .isEqualTo(NO_ANSWER + "the connection broke: Connection reset");
    }
  }

  @Test
  void theAnswerDoesNotComeInTime() {
    CountDownLatch end = new CountDownLatch(1);
    try (Loopback node = Loopback.raw(_ -> await(end))) {
      assertThat(told(impatient(node)))
          .isEqualTo(
              "failed: expected an answer within 50 ms, seen no complete answer after 150 ms");
    } finally {
      end.countDown();
    }
  }

  @Test
  void theBodyNeverEnds() {
    CountDownLatch end = new CountDownLatch(1);
    try (Loopback node =
        Loopback.raw(
            socket -> {
              Loopback.readRequest(socket);
              byte[] start = "HTTP/1.1 200 OK\r\n\r\nabc".getBytes(StandardCharsets.US_ASCII);
              socket.getOutputStream().write(start);
              await(end);
            })) {
      assertThat(impatient(node).seen()).isEqualTo("no complete answer after 150 ms");
    } finally {
      end.countDown();
    }
  }

  @Test
  void theBodyIsTooLongToBeLookedInto() {
    try (Loopback node = Loopback.answering(200, "x".repeat(256 * 1024) + "needle")) {
      assertThat(told(ask(node.uri(), body("needle"))))
          .isEqualTo("failed: expected a body of at most 256 KiB, seen a longer one");
      assertThat(ask(node.uri(), ok()).passed()).isTrue();
    }
    try (Loopback node = Loopback.answering(200, "x".repeat(256 * 1024 - 6) + "needle")) {
      assertThat(ask(node.uri(), body("needle")).passed()).isTrue();
    }
  }

  @Test
  void whatAnswersIsNoHttpServer() {
    for (String words :
        List.of(
            "SSH-2.0-OpenSSH_9.6\r\n\r\n",
            "HTTP/1.1 two hundred\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(500_000) + "\r\n\r\n")) {
      try (Loopback node = Loopback.saying(words)) {
        assertThat(told(ask(node.uri(), ok())))
            .startsWith(NO_ANSWER + "no valid HTTP: ")
            .hasSizeLessThan(240);
      }
    }
  }

  @Test
  void thereIsNoTlsWhereItIsExpected() {
    byte[] plain = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    try (Loopback node = Loopback.raw(socket -> socket.getOutputStream().write(plain))) {
      URI https = URI.create("https://" + node.uri().getAuthority());
      assertThat(told(ask(https, ok()))).startsWith(NO_ANSWER + "TLS failed: ");
    }
  }

  @Test
  void theCertificateIsNotTrusted(@TempDir Path directory) throws Exception {
    try (Loopback node =
        Loopback.https(
            SelfSigned.context(directory),
            exchange -> {
              exchange.sendResponseHeaders(200, -1);
              exchange.close();
            })) {
      assertThat(told(ask(node.uri(), ok())))
          .isEqualTo(
              NO_ANSWER
                  + "TLS failed: nobody who is trusted here signed the certificate; name the"
                  + " issuer's file in trust");
    }
  }

  @Test
  void theAddressIsNone() {
    assertThat(told(ask(URI.create("ftp://me:secret@green-1"), ok())))
        .isEqualTo(NO_ANSWER + "'ftp://green-1/health' is no HTTP address");
    assertThat(told(ask(URI.create("http://green_1:80"), ok())))
        .isEqualTo(NO_ANSWER + "'http://green_1:80/health' is no HTTP address");
    assertThat(told(ask(URI.create("http://green-1"), path("/a b\u202e"))))
        .isEqualTo(NO_ANSWER + "'http://green-1/a b?' is no HTTP address");
  }

  @Test
  void whatTheTargetSaysCannotForgeALine() {
    String evil = "ok\u001b[2J\u202egnol\u2066" + "x".repeat(1_000);
    try (Loopback node = Loopback.answering(200, evil + "\r\n✅ approved")) {
      CheckResult result = ask(node.uri(), body("welcome"));
      assertThat(result.seen()).startsWith("'ok?[2J?gnol?x").endsWith("x…'").hasSize(83);
    }
    try (Loopback node =
        Loopback.saying("HTTP/1.1 200 OK\r\nX-Version: \u001b[31mv\u0007\u202e2\r\n\r\n")) {
      CheckResult result = ask(node.uri(), header("X-Version", "v2"));
      assertThat(result.passed()).isFalse();
      assertThat(result.seen()).doesNotContainPattern("\\p{C}");
    }
  }

  @Test
  void anInterruptionIsAFailedResultAndStaysSet() {
    CountDownLatch end = new CountDownLatch(1);
    try (Loopback node = Loopback.raw(_ -> await(end))) {
      Thread.currentThread().interrupt();
      assertThat(told(ask(node.uri(), ok()))).isEqualTo(NO_ANSWER + "the question was interrupted");
      assertThat(Thread.interrupted()).isTrue();
    } finally {
      end.countDown();
    }
  }

  private static CheckResult impatient(Loopback node) {
    return new HttpSmokeProbe(() -> 0, Duration.ofMillis(100))
        .ask(new Target("green-1", node.uri(), V2), within(Duration.ofMillis(50)));
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
