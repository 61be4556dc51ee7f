package dev.signalbox.probe.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.TrafficMeter.Share;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessLogMeterTest {
  private static final Instant START = Instant.parse("2026-11-21T05:00:00Z");

  private final AtomicReference<Instant> time = new AtomicReference<>(START);
  private final AccessLogMeter meter =
      new AccessLogMeter(
          new AccessLogSettings(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "shop-{cluster}"),
          time::get);

  @AfterEach
  void close() {
    meter.close();
  }

  private void send(String text) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      socket.send(new DatagramPacket(bytes, bytes.length, meter.address()));
    }
  }

  private void request(String backend, int status, int millis) throws IOException {
    send(
        "<134>signalbox-access backend=%s status=%d ms=%d version=v2"
            .formatted(backend, status, millis));
  }

  private void untilCounted(long requests) {
    PatientAttempt patience = PatientAttempt.longEnough();
    while (counted() < requests) {
      assertThat(patience.pause(Duration.ofMillis(5))).as(requests + " requests").isTrue();
    }
  }

  private long counted() {
    return meter.since(START).stream().mapToLong(Share::requests).sum();
  }

  @Test
  void percentilesAreThoseOfTheRequests() throws IOException {
    for (int millis = 1; millis <= 100; millis++) {
      request("shop-blue", 200, millis);
    }
    untilCounted(100);

    assertThat(meter.since(START))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.p50()).isBetween(Duration.ofMillis(49), Duration.ofMillis(51));
              assertThat(it.p95()).isBetween(Duration.ofMillis(94), Duration.ofMillis(96));
              assertThat(it.p99()).isBetween(Duration.ofMillis(98), Duration.ofMillis(100));
            });
  }

  @Test
  void itReachesBackAnHourAndForgetsWhatIsOlder() throws IOException {
    request("shop-blue", 200, 1);
    untilCounted(1);
    time.set(START.plusSeconds(3600));
    request("shop-blue", 200, 1);
    untilCounted(2);

    time.set(START.plusSeconds(7200));
    request("shop-blue", 200, 1);
    PatientAttempt patience = PatientAttempt.longEnough();
    while (counted() != 2) {
      assertThat(patience.pause(Duration.ofMillis(5))).isTrue();
    }
  }

  @Test
  void garbageAndOtherBackendsAreSurvivedAndSaid() throws IOException {
    send("\0\1\2");
    send("x".repeat(60_000));
    request("stats", 200, 1);
    request("shop-blue", 200, 1);
    untilCounted(1);

    assertThat(counted()).isEqualTo(1);
    assertThat(meter.inspect(Duration.ofSeconds(1)))
        .singleElement()
        .isInstanceOfSatisfying(
            Finding.Bad.class,
            it -> assertThat(it.seen()).isEqualTo("1 lines counted, 2 that cannot be read"));
  }

  @Test
  void thousandsOfVersionsDoNotFillTheMemory() throws IOException {
    for (int version = 0; version < 1000; version++) {
      send("<134>signalbox-access backend=shop-blue status=200 ms=1 version=v" + version);
    }
    request("shop-blue", 200, 1);
    untilCounted(16);

    assertThat(meter.since(START)).hasSizeLessThanOrEqualTo(16);
  }

  @Test
  void aPortThatIsTakenIsNamedAndTriedAgain() {
    AccessLogSettings same = new AccessLogSettings(meter.address(), "shop-{cluster}");
    try (AccessLogMeter second = new AccessLogMeter(same, time::get)) {
      assertThatThrownBy(() -> second.since(START))
          .isInstanceOf(PortFailure.Unreachable.class)
          .hasMessageContaining("cannot be received at");
      assertThat(second.inspect(Duration.ofSeconds(1)))
          .singleElement()
          .isInstanceOf(Finding.Bad.class);

      meter.close();
      // The one that receives lets go of the port when it notices.
      PatientAttempt patience = PatientAttempt.longEnough();
      while (!second.inspect(Duration.ofSeconds(1)).stream()
          .allMatch(Finding.Good.class::isInstance)) {
        assertThat(patience.pause(Duration.ofMillis(5))).as("the port is free").isTrue();
      }
      assertThat(second.since(START)).isEmpty();
    }
  }
}
