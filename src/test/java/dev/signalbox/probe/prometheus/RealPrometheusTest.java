package dev.signalbox.probe.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.TrafficMeter.Condition;
import dev.signalbox.port.TrafficMeter.Share;
import dev.signalbox.server.Needs;
import dev.signalbox.server.Programs;
import dev.signalbox.server.ServerProcess;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Prometheus, which scrapes a router that counts a hundred requests each time. */
@Needs(program = "prometheus", debianPackage = "prometheus")
class RealPrometheusTest {
  private static final String METRICS =
      """
      shop_requests_total{proxy="shop-green",version="v2",code="2xx"} NUMBER00
      shop_requests_total{proxy="shop-green",version="v2",code="5xx"} NUMBER
      shop_seconds_bucket{proxy="shop-green",le="0.1"} NUMBER00
      shop_seconds_bucket{proxy="shop-green",le="+Inf"} NUMBER00
      """;

  @Test
  void itsSeriesBecomeSharesAndConditions(@TempDir Path directory) throws Exception {
    AtomicInteger scrapes = new AtomicInteger();
    HttpServer router =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    router.createContext(
        "/metrics",
        exchange -> {
          byte[] body =
              METRICS
                  .replace("NUMBER", "" + scrapes.incrementAndGet())
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    router.start();
    int port = ServerProcess.freePort();
    try (ServerProcess _ = prometheus(directory, port, router.getAddress().getPort());
        PrometheusMeter meter = meter(port)) {
      Instant begin = InstantSource.system().instant();
      PatientAttempt patience = PatientAttempt.longEnough();
      while (meter.since(begin).isEmpty()) {
        assertThat(patience.pause(Duration.ofMillis(200))).isTrue();
      }
      Share share = meter.since(begin).getFirst();
      assertThat(share.cluster()).isEqualTo("green");
      assertThat(share.version()).isEqualTo("v2");
      assertThat(share.requests()).isPositive();
      assertThat((double) share.failed() / share.requests()).isBetween(0.0, 0.05);
      assertThat(share.p95()).isEqualTo(Duration.ofMillis(95));
      assertThat(meter.conditions("green", "blue", begin))
          .hasExactlyElementsOfTypes(Condition.Holds.class, Condition.Unclear.class);
    } finally {
      router.stop(0);
    }
  }

  private static ServerProcess prometheus(Path directory, int port, int router) throws IOException {
    Path config = directory.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global: {scrape_interval: 500ms}
        scrape_configs:
          - job_name: router
            static_configs: [{targets: ["127.0.0.1:%d"]}]
        """
            .formatted(router));
    return ServerProcess.start(
        directory,
        List.of(
            Programs.path("prometheus"),
            "--config.file=" + config,
            "--storage.tsdb.path=" + directory.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port),
        () -> isReady(port));
  }

  /** It listens some time before it answers. */
  private static boolean isReady(int port) {
    try {
      URI ready = URI.create("http://127.0.0.1:" + port + "/-/ready");
      return ((HttpURLConnection) ready.toURL().openConnection()).getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static PrometheusMeter meter(int port) {
    String requests = "sum by (proxy, version) (increase(shop_requests_total%s[{window}]))";
    return new PrometheusMeter(
        new PrometheusAccess(
            URI.create("http://127.0.0.1:" + port), Optional.empty(), Duration.ofSeconds(5)),
        new MeterQueries(
            requests.formatted(""),
            requests.formatted("{code=\"5xx\"}"),
            "histogram_quantile(0.5, sum by (proxy, le) (increase(shop_seconds_bucket[{window}])))",
            "histogram_quantile(0.95, sum by (proxy, le)"
                + " (increase(shop_seconds_bucket[{window}])))",
            "histogram_quantile(0.99, sum by (proxy, le)"
                + " (increase(shop_seconds_bucket[{window}])))",
            "proxy",
            "shop-{cluster}",
            "version",
            Duration.ofSeconds(3)),
        List.of(
            new ConditionQuery(
                "requests per second",
                "sum(rate(shop_requests_total{proxy=\"{cluster}\"}[{window}]))",
                OptionalDouble.empty(),
                OptionalDouble.of(1),
                OptionalDouble.empty()),
            new ConditionQuery(
                "compared",
                "sum(rate(shop_requests_total{proxy=\"{cluster}\"}[{window}]))",
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(1.5))),
        InstantSource.system());
  }
}
