package dev.signalbox.traffic.dns;

import dev.signalbox.server.Programs;
import dev.signalbox.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server of its own process, on a port of loopback, which can be killed and come back. */
final class NameServer implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(20);
  static final String KEY = "deploybot-key";

  private static final int PORTS = 3;
  private static final Name MARKED = DnsNames.absolute("mark", "mark.lab.test");

  private final Path directory;
  private final int port;
  private final List<String> argv;
  private final String mark;
  private ServerProcess process;

  /**
   * Starts it.
   *
   * @param mark what its zone says at a name of its own; empty for a server without a zone of its
   *     own
   */
  private NameServer(Path directory, int port, List<String> argv, String mark) {
    this.directory = directory;
    this.port = port;
    this.argv = argv;
    this.mark = mark;
    this.process = launch();
  }

  private ServerProcess launch() {
    return ServerProcess.start(directory, argv, () -> ServerProcess.listens(port) && isOurs());
  }

  /** Whether it is this server that answers, and not one of somebody else's on the same port. */
  private boolean isOurs() {
    if (mark.isEmpty()) {
      return true;
    }
    Record question = Record.newRecord(MARKED, Type.TXT, DClass.IN);
    byte[] query = Message.newQuery(question).toWire();
    try {
      Deadline deadline = Deadline.in(Duration.ofSeconds(2));
      return Wire.udp(endpoint().address(), query, _ -> true, deadline)
          .message()
          .getSection(Section.ANSWER)
          .stream()
          .anyMatch(it -> it.rdataToString().contains(mark));
    } catch (Wire.NotSent | Wire.NoAnswer notYet) {
      return false;
    }
  }

  /** Another port is tried where somebody takes the one that was free a moment ago. */
  private static NameServer onAFreePort(IntFunction<NameServer> start) {
    AssertionError taken = new AssertionError("no port was tried");
    for (int i = 0; i < PORTS; i++) {
      try {
        return start.apply(ServerProcess.freePort());
      } catch (AssertionError e) {
        taken = e;
      }
    }
    throw taken;
  }

  private static String newMark() {
    return UUID.randomUUID().toString();
  }

  private static String marked(String zone, String mark) {
    return zone + "mark IN TXT \"" + mark + "\"\n";
  }

  int port() {
    return port;
  }

  Endpoint endpoint() {
    return new Endpoint("127.0.0.1", port);
  }

  ServerProcess process() {
    return process;
  }

  void kill() {
    process.kill();
  }

  void comeBack() {
    process = launch();
  }

  /** Goes on in a test when something is so. */
  void await(String what, BooleanSupplier isSo) {
    process.await(what, SOON, isSo);
  }

  @Override
  public void close() {
    process.close();
  }

  static String zone(int ttl) {
    return """
    $ORIGIN lab.test.
    $TTL %1$d
    @ IN SOA ns1 root 1 3600 600 86400 1
    @ IN NS ns1
    ns1 IN A 127.0.0.1
    """
        .formatted(ttl);
  }

  /** A BIND that takes updates with the key, for the names of the shop only. */
  static NameServer bind(Path directory, String secret, String zone, int... secondaries) {
    StringBuilder notified = new StringBuilder();
    for (int secondary : secondaries) {
      notified.append("127.0.0.1 port ").append(secondary).append("; ");
    }
    String mark = newMark();
    write(directory, "zone", marked(zone, mark));
    return onAFreePort(
        port -> {
          bindConfiguration(directory, port, secret, notified.toString());
          return bind(directory, port, mark);
        });
  }

  static void bindConfiguration(Path directory, int port, String secret, String notified) {
    write(
        directory,
        "named.conf",
        bindOptions(directory, port, "recursion no; notify-delay 0;")
            + """
            key "%1$s" { algorithm hmac-sha256; secret "%2$s"; };
            zone "lab.test" {
              type primary;
              file "zone";
              notify explicit;
              also-notify { %3$s };
              update-policy {
                grant %1$s name lab.test. A AAAA;
                grant %1$s name _signalbox.lab.test. TXT;
                grant %1$s subdomain shop.lab.test. CNAME A AAAA;
                grant %1$s name _signalbox.shop.lab.test. TXT;
              };
            };
            """
                .formatted(KEY, secret, notified));
  }

  private static String bindOptions(Path directory, int port, String more) {
    return """
    options {
      directory "%1$s";
      listen-on port %2$d { 127.0.0.1; };
      listen-on-v6 { none; };
      pid-file "named.pid";
      session-keyfile "session.key";
      dnssec-validation no;
      %3$s
    };
    controls { };
    """
        .formatted(directory, port, more);
  }

  private static NameServer bind(Path directory, int port, String mark) {
    return new NameServer(
        directory,
        port,
        List.of(Programs.path("named"), "-g", "-n", "1", "-c", directory + "/named.conf"),
        mark);
  }

  /** A BIND that transfers the zone from the primary whenever it is told to. */
  static NameServer bindSecondary(Path directory, int port, int primary) {
    write(
        directory,
        "named.conf",
        bindOptions(directory, port, "recursion no; notify no;")
            + """
            zone "lab.test" {
              type secondary;
              file "copy";
              primaries { 127.0.0.1 port %1$d; };
              allow-notify { 127.0.0.1; };
            };
            """
                .formatted(primary));
    return bind(directory, port, "");
  }

  /** A BIND that resolves for users, and keeps answers for as long as they may be kept. */
  static NameServer bindResolver(Path directory, int primary) {
    int port = ServerProcess.freePort();
    write(
        directory,
        "named.conf",
        bindOptions(directory, port, "recursion yes; allow-recursion { 127.0.0.1; };")
            + """
            zone "lab.test" {
              type forward;
              forward only;
              forwarders { 127.0.0.1 port %1$d; };
            };
            """
                .formatted(primary));
    return bind(directory, port, "");
  }

  /** A Knot whose access list names the owners that the key may change. */
  static NameServer knot(Path directory, String secret, String zone) {
    String mark = newMark();
    write(directory, "lab.test.zone", marked(zone, mark));
    return onAFreePort(port -> knot(directory, port, secret, mark));
  }

  private static NameServer knot(Path directory, int port, String secret, String mark) {
    write(
        directory,
        "knot.conf",
        """
        server:
          rundir: %1$s
          listen: 127.0.0.1@%2$d
          udp-workers: 1
          tcp-workers: 1
          background-workers: 1
        database:
          storage: %1$s
        key:
          - id: %3$s
            algorithm: hmac-sha256
            secret: %4$s
        acl:
          - id: update
            key: %3$s
            action: update
            update-owner: name
            update-owner-match: sub-or-equal
            update-owner-name: [ shop, _signalbox.shop ]
        zone:
          - domain: lab.test
            storage: %1$s
            file: lab.test.zone
            acl: update
        """
            .formatted(directory, port, KEY, secret));
    return new NameServer(
        directory, port, List.of(Programs.path("knotd"), "-c", directory + "/knot.conf"), mark);
  }

  /** A PowerDNS on SQLite, which knows zones by key, not by owner. */
  static NameServer powerDns(Path directory, String secret, String zone) {
    String mark = newMark();
    write(directory, "zone", marked(zone, mark));
    powerDnsConfiguration(directory, 0);
    run(
        directory,
        Programs.path("sqlite3"),
        "database",
        // Readers and the writer do not wait for each other.
        "PRAGMA journal_mode=WAL;",
        ".read /usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql");
    String tool = Programs.path("pdnsutil");
    String configuration = "--config-dir=" + directory;
    run(directory, tool, configuration, "load-zone", "lab.test", directory + "/zone");
    run(directory, tool, configuration, "import-tsig-key", KEY, "hmac-sha256", secret);
    run(directory, tool, configuration, "set-meta", "lab.test", "TSIG-ALLOW-DNSUPDATE", KEY);
    return onAFreePort(
        port -> {
          powerDnsConfiguration(directory, port);
          List<String> argv =
              List.of(Programs.path("pdns_server"), configuration, "--guardian=no", "--daemon=no");
          return new NameServer(directory, port, argv, mark);
        });
  }

  private static void powerDnsConfiguration(Path directory, int port) {
    write(
        directory,
        "pdns.conf",
        """
        launch=gsqlite3
        gsqlite3-database=%1$s/database
        local-address=127.0.0.1
        local-port=%2$d
        socket-dir=%1$s
        dnsupdate=yes
        allow-dnsupdate-from=127.0.0.0/8
        cache-ttl=0
        query-cache-ttl=0
        negquery-cache-ttl=0
        zone-cache-refresh-interval=0
        zone-metadata-cache-ttl=0
        receiver-threads=1
        distributor-threads=1
        """
            .formatted(directory, port));
  }

  static void write(Path directory, String file, String content) {
    try {
      Files.writeString(directory.resolve(file), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a program to its good end, and returns what it printed. */
  static String run(Path directory, String... argv) {
    try {
      Path log = Files.createTempFile(directory, "run", ".log");
      Process process =
          new ProcessBuilder(argv)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      int code = process.waitFor();
      String printed = Files.readString(log);
      if (code != 0) {
        throw new AssertionError(String.join(" ", argv) + " ended with " + code + ":\n" + printed);
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
