package dev.signalbox.probe.warmup;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.sun.net.httpserver.HttpExchange;
import dev.signalbox.probe.Loopback;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;

/** Nodes to warm up. */
final class Nodes {

  private Nodes() {}

  /** A node whose answers take as long as the test's own clock is put forward. */
  static Loopback taking(AtomicLong nanos, IntUnaryOperator millisOfRequest) {
    AtomicInteger requests = new AtomicInteger();
    return Loopback.http(
        exchange -> {
          int millis = millisOfRequest.applyAsInt(requests.getAndIncrement());
          nanos.addAndGet(MILLISECONDS.toNanos(millis));
          answer(exchange, 200);
        });
  }

  static Loopback answering(IntUnaryOperator statusOfRequest) {
    AtomicInteger requests = new AtomicInteger();
    return Loopback.http(
        exchange -> answer(exchange, statusOfRequest.applyAsInt(requests.getAndIncrement())));
  }

  static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
