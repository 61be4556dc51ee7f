package dev.signalbox.probe.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccessLineTest {

  @Test
  void nginxsLineIsRead() {
    assertThat(
            AccessLine.parse(
                "<190>Nov 21 05:02:44 signalbox: signalbox-access backend=shop-blue"
                    + " status=200 seconds=0.012 version=\"v2\""))
        .contains(new AccessLine("shop-blue", 200, Duration.ofMillis(12), "v2", false));
  }

  @Test
  void haproxysLineIsRead() {
    assertThat(
            AccessLine.parse(
                "<134>1 2026-11-21T05:02:44.123+00:00 - haproxy 4242 - - signalbox-access"
                    + " backend=shop-blue server=blue-1 status=503 ms=7 version=\"-\" end=SC--\n"))
        .contains(new AccessLine("shop-blue", 503, Duration.ofMillis(7), "", false));
  }

  @Test
  void aClientThatLeftIsNobodysFailure() {
    assertThat(line("status=499 seconds=1.0").isFailed()).isFalse();
    assertThat(line("status=-1 ms=-1 end=CR--").isFailed()).isFalse();
    assertThat(line("status=200 ms=1 end=CD--").isFailed()).isFalse();
  }

  @Test
  void noAnswerAndAServersErrorAreFailures() {
    assertThat(line("status=-1 ms=-1 end=SH--").isFailed()).isTrue();
    assertThat(line("status=500 ms=1").isFailed()).isTrue();
    assertThat(line("status=404 ms=1").isFailed()).isFalse();
  }

  @Test
  void aVersionThatIsMuchTooLongIsCut() {
    assertThat(line("status=200 ms=1 version=" + "v".repeat(5000)).version()).hasSize(64);
  }

  @Test
  void garbageIsNoLine() {
    for (String text :
        new String[] {
          "",
          "<",
          "<134>",
          "<134>signalbox-access ",
          "signalbox-access backend=b status=200 ms=1",
          "<134>signalbox-access backend=b status=ok ms=1",
          "<134>signalbox-access backend=b status=200",
          "<134>signalbox-access backend= status=200 ms=1",
          "<134>signalbox-access status=200 ms=1",
          "<134>signalbox-access backend=\"b status=200 ms=1e999999999",
          "<134>GET / HTTP/1.1"
        }) {
      assertThat(AccessLine.parse(text)).as(text).isEqualTo(Optional.empty());
    }
  }

  @Test
  void anythingCanBeSent() {
    Random random = new Random(7);
    IntStream.range(0, 2000)
        .mapToObj(
            _ ->
                "<134>signalbox-access "
                    + random
                        .ints(random.nextInt(80), 0, 128)
                        .collect(
                            StringBuilder::new,
                            StringBuilder::appendCodePoint,
                            StringBuilder::append))
        .forEach(text -> assertThat(AccessLine.parse(text)).as(text).isNotNull());
  }

  private static AccessLine line(String fields) {
    return AccessLine.parse("<134>signalbox-access backend=shop-blue " + fields).orElseThrow();
  }
}
