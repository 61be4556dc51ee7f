package dev.signalbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.measured.Measurements;
import dev.signalbox.server.Needs;
import dev.signalbox.server.Programs;
import dev.signalbox.server.ServerProcess;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a person's {@code /approve} to the first request on the new version, through the whole
 * engine, beside what a person would type who asks nobody, in the same run: {@code ./mvnw test
 * -Pbench -Dtest=ApprovalToRequestBench}.
 */
@Tag("bench")
@Needs(program = "haproxy", debianPackage = "haproxy")
@Needs(program = "socat", debianPackage = "socat")
@Needs(program = "named", debianPackage = "bind9")
@Needs(program = "nsupdate", debianPackage = "bind9-dnsutils")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ApprovalToRequestBench {
  private static final int ROUNDS = 15;
  private static final int WARM_UP = 3;
  private static final Duration LONG = Duration.ofMinutes(1);

  private final HttpClient client = HttpClient.newHttpClient();

  /** What users get, asked once: a version, or a cluster. */
  @FunctionalInterface
  private interface Look {
    String seen() throws IOException, InterruptedException;
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  /** Times of both, in nanoseconds. */
  private record Times(List<Long> ours, List<Long> theirs) {
    String row(String what, String beside) {
      return String.format(
          Locale.ROOT,
          "| %s | %.1f ms | %.1f ms | %s: %.1f ms | %.1f |",
          what,
          median(ours) / 1e6,
          ours.stream().sorted().toList().get(ours.size() * 9 / 10) / 1e6,
          beside,
          median(theirs) / 1e6,
          (double) median(ours) / median(theirs));
    }

    private static long median(List<Long> times) {
      return times.stream().sorted().toList().get(times.size() / 2);
    }
  }

  @Test
  void fromApprovalToTheFirstRequest(@TempDir Path directory)
      throws IOException, InterruptedException {
    Times haproxy = haproxy(directory.resolve("haproxy"));
    Times dns = dns(directory.resolve("dns"));
    Measurements.write(
        "approval-to-request",
        "From approval to the first request on the new version",
        List.of(
            "| router | median | 90 % | beside, in the same run | ratio |",
            "| --- | --- | --- | --- | --- |",
            haproxy.row("HAProxy", "one line on its socket by socat"),
            dns.row("DNS, asked at the authoritative server", "nsupdate")));
    assertThat(haproxy.ours()).hasSize(ROUNDS);
    assertThat(dns.ours()).hasSize(ROUNDS);
  }

  private Times haproxy(Path directory) throws IOException, InterruptedException {
    try (LabProcess lab = LabProcess.start(directory.resolve("lab"), Duration.ZERO);
        HaproxyInFront haproxy = new HaproxyInFront(directory.resolve("router"), lab);
        WholeBot bot = WholeBot.start(arguments(directory, haproxy.arguments(), lab))) {
      return rounds(
          bot,
          () -> version(haproxy.entrance()),
          (version, cluster) -> version,
          to -> bySocat(haproxy, "shop-" + to));
    }
  }

  private static List<String> arguments(Path directory, List<String> router, LabProcess lab) {
    List<String> arguments = new ArrayList<>(router);
    arguments.add("--signalbox.lab.control-url=" + lab.control());
    arguments.add("--signalbox.applications.shop.watch.min-requests=0");
    arguments.add("--signalbox.applications.shop.smoke.recheck-every=1h");
    return WholeBot.arguments(directory, arguments);
  }

  @FunctionalInterface
  private interface ByHand {
    /** Points production to a cluster, as a person does. */
    void swap(String to) throws IOException, InterruptedException;
  }

  /** Each round: a deployment, then by hand to the other cluster and back again. */
  private static Times rounds(
      WholeBot bot, Look look, BinaryOperator<String> versionOrCluster, ByHand byHand)
      throws IOException, InterruptedException {
    Times times = new Times(new ArrayList<>(), new ArrayList<>());
    String before = look.seen();
    String[] clusters = {"blue", "green"};
    for (int i = 0; i < WARM_UP + ROUNDS; i++) {
      String old = before;
      String version = "v" + (i + 2);
      String idle = clusters[(i + 1) % 2];
      String was = clusters[i % 2];
      String now = versionOrCluster.apply(version, idle);
      bot.command("deployer", "/deploy " + version + " bluegreen");
      assertThat(bot.untilGate()).isTrue();
      long ours = until(now, look, () -> bot.command("approver", "/approve"));
      bot.seeThrough("/approve");
      long theirs = until(old, look, () -> byHand.swap(was));
      assertThat(until(now, look, () -> byHand.swap(idle))).isPositive();
      if (i >= WARM_UP) {
        times.ours().add(ours);
        times.theirs().add(theirs);
      }
      before = now;
    }
    return times;
  }

  /** From the beginning of the work to the first look that sees it. */
  private static long until(String expected, Look look, Work work)
      throws IOException, InterruptedException {
    AtomicBoolean looking = new AtomicBoolean(true);
    AtomicReference<Long> seen = new AtomicReference<>(0L);
    Thread looker =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (looking.get()) {
                    try {
                      if (look.seen().equals(expected)) {
                        seen.set(System.nanoTime());
                        return;
                      }
                    } catch (IOException | InterruptedException e) {
                      // Asked again.
                    }
                  }
                });
    long begun = System.nanoTime();
    work.run();
    boolean ended = looker.join(LONG);
    looking.set(false);
    assertThat(ended).as("users get " + expected).isTrue();
    return seen.get() - begun;
  }

  private String version(URI entrance) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(entrance).build();
    return client
        .send(request, HttpResponse.BodyHandlers.discarding())
        .headers()
        .firstValue("X-Version")
        .orElse("");
  }

  private static void bySocat(HaproxyInFront haproxy, String backend)
      throws IOException, InterruptedException {
    Process socat =
        new ProcessBuilder(Programs.path("socat"), "-", "unix:" + haproxy.socket()).start();
    String line = "set map " + haproxy.map() + " shop-production " + backend + "\n";
    socat.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
    socat.getOutputStream().close();
    assertThat(socat.waitFor()).isZero();
  }

  private Times dns(Path directory) throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    Path site = Files.createDirectories(directory.resolve("var/lab-bind"));
    Path example = Path.of(System.getProperty("basedir"), "config", "examples", "lab-bind");
    Path key = site.resolve("dns.key");
    Files.writeString(key, run(directory, "tsig-keygen", "-a", "hmac-sha256", "deploybot-key"));
    Files.writeString(
        site.resolve("lab.test.zone"),
        Files.readString(example.resolve("lab.test.zone")).replace("$TTL 30", "$TTL 1"));
    Path configuration =
        Files.writeString(
            directory.resolve("named.conf"),
            Files.readString(example.resolve("named.conf"))
                .replace("port 5353", "port " + port)
                .replace("var/lab-bind", site.toString()));
    List<String> argv =
        List.of(Programs.path("named"), "-g", "-n", "1", "-c", configuration.toString());
    try (ServerProcess _ = ServerProcess.start(directory, argv, () -> ServerProcess.listens(port));
        LabProcess lab = LabProcess.start(directory.resolve("lab"), Duration.ZERO);
        WholeBot bot = WholeBot.start(arguments(directory, dnsArguments(port, key), lab))) {
      return rounds(
          bot,
          () -> cluster(port),
          (version, cluster) -> cluster,
          to -> byHand(directory, port, key, to));
    }
  }

  private static List<String> dnsArguments(int port, Path key) {
    String dns = "--signalbox.applications.shop.stages.production.equipment.traffic-switch.dns.";
    return List.of(
        dns + "servers.zone=lab.test",
        dns + "servers.primary=127.0.0.1:" + port,
        dns + "servers.key-file=" + key,
        dns + "servers.authoritative=127.0.0.1:" + port,
        dns + "name=shop.lab.test",
        dns + "clusters.blue.cname=blue.shop.lab.test",
        dns + "clusters.green.cname=green.shop.lab.test",
        dns + "margin=100ms");
  }

  /** Which cluster the server says that shop.lab.test is an alias of (RFC 1035, 4.1). */
  private static String cluster(int port) throws IOException {
    String header = "\0\1\0\0\0\1\0\0\0\0\0\0";
    byte[] query =
        (header + "\4shop\3lab\4test\0" + "\0\5\0\1").getBytes(StandardCharsets.ISO_8859_1);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(2_000);
      socket.connect(InetAddress.getLoopbackAddress(), port);
      socket.send(new DatagramPacket(query, query.length));
      DatagramPacket answer = new DatagramPacket(new byte[512], 512);
      socket.receive(answer);
      String text =
          new String(answer.getData(), 0, answer.getLength(), StandardCharsets.ISO_8859_1);
      return text.contains("\4blue") ? "blue" : text.contains("\5green") ? "green" : "";
    }
  }

  private static void byHand(Path directory, int port, Path key, String to)
      throws IOException, InterruptedException {
    Path commands =
        Files.writeString(
            directory.resolve("commands"),
            """
            server 127.0.0.1 %d
            zone lab.test
            update delete shop.lab.test CNAME
            update add shop.lab.test 1 CNAME %s.shop.lab.test.
            send
            """
                .formatted(port, to));
    run(directory, "nsupdate", "-k", key.toString(), commands.toString());
  }

  private static String run(Path directory, String program, String... arguments)
      throws IOException, InterruptedException {
    Path printed = Files.createTempFile(directory, program, ".out");
    List<String> argv =
        Stream.concat(Stream.of(Programs.path(program)), Stream.of(arguments)).toList();
    int code =
        new ProcessBuilder(argv)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start()
            .waitFor();
    String output = Files.readString(printed);
    assertThat(code).as(output).isZero();
    return output;
  }
}
