package dev.signalbox.traffic.dns;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.TrafficSwitch.Swapped;
import dev.signalbox.server.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Users who ask a real BIND and believe its answers for as long as they may: after each swap has
 * settled the old cluster is shut down, and nobody must notice.
 */
@Needs(program = "named", debianPackage = "bind9")
class DnsLoadTest {
  private static final int USERS = 4;
  private static final int SWAPS = 4;
  private static final Map<String, String> AT = Map.of("blue", "127.0.1.1", "green", "127.0.2.1");

  private final AtomicLong requests = new AtomicLong();
  private final Map<String, AtomicLong> answers = new ConcurrentHashMap<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private int port;

  @Test
  void usersWhoHonourTheTtlLoseNothingWhenTheOldClusterIsShutDownAfterItSettled(
      @TempDir Path directory) throws Exception {
    String secret = ShopZone.newSecret();
    Path key = Files.writeString(directory.resolve("key"), secret);
    Path site = Files.createDirectory(directory.resolve("server"));
    try (NameServer server = NameServer.bind(site, secret, NameServer.zone(1));
        ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
      ShopZone zone = ShopZone.at(server.endpoint(), key);
      zone.reset(1);
      AT.forEach((cluster, at) -> zone.put(cluster + ".shop.lab.test", Type.A, 1, at));
      DnsTrafficSwitch dns = trafficSwitch(server, key);
      HttpServer live = serve("blue", 0);
      port = live.getAddress().getPort();
      for (int i = 0; i < USERS; i++) {
        var _ = users.submit(() -> use(server));
      }
      try {
        live = swaps(dns, live);
      } finally {
        over.set(true);
        live.stop(0);
      }
    }
    assertThat(failures).as("of " + requests + " requests").isEmpty();
    assertThat(answers.keySet()).containsExactlyInAnyOrder("blue", "green");
    assertThat(requests.get()).isGreaterThan(SWAPS * 10L);
  }

  private static DnsTrafficSwitch trafficSwitch(NameServer server, Path key) {
    DnsServers servers =
        ShopZone.servers(server.endpoint(), key, List.of(server.endpoint()), List.of());
    // A user who was kept waiting between asking and connecting is within the margin.
    var times =
        new DnsSwitchSettings.Times(Optional.empty(), Optional.empty(), Duration.ofSeconds(1));
    return new DnsTrafficSwitch(
        new DnsSwitchSettings(servers, ShopZone.SHOP, ShopZone.aliases(), times),
        DnsContext.of(InstantSource.system()));
  }

  /** Swaps to and fro; the cluster that is not live is down but for the time around a swap. */
  private HttpServer swaps(DnsTrafficSwitch dns, HttpServer first) throws IOException {
    HttpServer live = first;
    String[] clusters = {"blue", "green"};
    for (int i = 0; i < SWAPS; i++) {
      String from = clusters[i % 2];
      String to = clusters[(i + 1) % 2];
      HttpServer next = serve(to, port);
      assertThat(dns.swap(from, to)).isInstanceOf(Swapped.Accepted.class);
      StepOutcome settled = dns.settle(from, PatientAttempt.longEnough());
      assertThat(settled).as(settled.line()).isInstanceOf(StepOutcome.Done.class);
      live.stop(1);
      live = next;
    }
    return live;
  }

  private static HttpServer serve(String cluster, int port) throws IOException {
    InetAddress at = InetAddress.getByName(AT.get(cluster));
    HttpServer server = HttpServer.create(new InetSocketAddress(at, port), 0);
    server.createContext("/", exchange -> answer(exchange, cluster));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, String cluster) throws IOException {
    try (exchange) {
      byte[] body = cluster.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** One user, who asks for the name again when its answer has run out, and not before. */
  private void use(NameServer server) {
    Optional<Believed> believed = Optional.empty();
    while (!over.get()) {
      long now = System.nanoTime();
      try {
        if (believed.filter(it -> now < it.untilNanos()).isEmpty()) {
          believed = Optional.of(resolve(server));
        }
        String answer = get(believed.get().address());
        requests.incrementAndGet();
        answers.computeIfAbsent(answer, _ -> new AtomicLong()).incrementAndGet();
      } catch (IOException | Wire.NotSent | Wire.NoAnswer e) {
        if (!over.get()) {
          failures.add(believed + ": " + e);
        }
      }
    }
  }

  /** An answer, and until when it may be believed. */
  private record Believed(InetAddress address, long untilNanos) {}

  private static Believed resolve(NameServer server)
      throws Wire.NotSent, Wire.NoAnswer, UnknownHostException {
    Record question = Record.newRecord(DnsNames.absolute("name", ShopZone.SHOP), Type.A, DClass.IN);
    byte[] query = Message.newQuery(question).toWire();
    Message answer =
        Wire.udp(server.endpoint().address(), query, _ -> true, Deadline.in(Duration.ofSeconds(5)))
            .message();
    long now = System.nanoTime();
    List<Record> records = answer.getSection(Section.ANSWER);
    CNAMERecord alias = (CNAMERecord) records.getFirst();
    ARecord address = (ARecord) records.getLast();
    long ttl = Math.min(alias.getTTL(), address.getTTL());
    return new Believed(address.getAddress(), now + Duration.ofSeconds(ttl).toNanos());
  }

  private String get(InetAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 5_000);
      socket.setSoTimeout(10_000);
      String request = "GET / HTTP/1.0\r\nHost: shop.lab.test\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!all.startsWith("HTTP/1.1 200") && !all.startsWith("HTTP/1.0 200")) {
        throw new IOException("answered: " + all.lines().findFirst().orElse("nothing"));
      }
      return all.substring(all.lastIndexOf('\n') + 1);
    }
  }
}
