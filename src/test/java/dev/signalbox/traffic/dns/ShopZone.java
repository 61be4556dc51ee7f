package dev.signalbox.traffic.dns;

import dev.signalbox.port.PortFailure;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** The zone {@code lab.test} with a shop, as people write in it without the bot. */
final class ShopZone {
  static final String ZONE = "lab.test";
  static final String SHOP = "shop.lab.test";
  static final Duration MARGIN = Duration.ofMillis(400);
  static final KeySource.Defaults DEFAULTS = new KeySource.Defaults(NameServer.KEY, "hmac-sha256");

  private final Primary primary;

  private ShopZone(Primary primary) {
    this.primary = primary;
  }

  /** Written to at a server directly. */
  static ShopZone at(Endpoint server, Path keyFile) {
    DnsServers servers = servers(server, keyFile, List.of(server), List.of());
    return new ShopZone(real(servers));
  }

  private static Primary real(DnsServers servers) {
    return DnsContext.of(InstantSource.system()).primary(servers);
  }

  static DnsServers servers(
      Endpoint primary, Path keyFile, List<Endpoint> authoritative, List<Endpoint> resolvers) {
    return new DnsServers(
        ZONE,
        primary,
        new KeySource.InFile(keyFile, DEFAULTS),
        authoritative,
        resolvers,
        Duration.ofSeconds(3));
  }

  static String newSecret() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  static Map<String, DnsTarget> aliases() {
    return Map.of(
        "blue", new DnsTarget.Alias("blue.shop.lab.test"),
        "green", new DnsTarget.Alias("green.shop.lab.test"));
  }

  static DnsSwitchSettings.Times times(int ttl, int swapTtl) {
    return new DnsSwitchSettings.Times(
        Optional.of(Duration.ofSeconds(ttl)), Optional.of(Duration.ofSeconds(swapTtl)), MARGIN);
  }

  /** Puts everything as it was at first. */
  void reset(int ttl) {
    put("_signalbox.shop.lab.test", Type.TXT, ttl);
    put("blue.shop.lab.test", Type.A, ttl, "127.0.1.1", "127.0.1.2");
    put("green.shop.lab.test", Type.A, ttl, "127.0.2.1", "127.0.2.2");
    put("blue.shop.lab.test", Type.AAAA, ttl);
    put("green.shop.lab.test", Type.AAAA, ttl);
    put(SHOP, Type.CNAME, ttl, "blue.shop.lab.test.");
  }

  /** Puts these records at a name, in place of what was there. */
  void put(String owner, int type, int ttl, String... values) {
    try {
      Name name = Name.fromString(owner, Name.root);
      Update update = new Update(Name.fromString(ZONE, Name.root));
      update.delete(name, type);
      for (String value : values) {
        update.add(Record.fromString(name, type, DClass.IN, ttl, value, Name.root));
      }
      Primary.Reply reply = primary.change(update);
      if (!(reply instanceof Primary.Reply.Taken)) {
        throw new AssertionError("the zone was not changed: " + reply);
      }
    } catch (TextParseException e) {
      throw new AssertionError(e);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The records of a name at the primary, such as {@code 300 blue.shop.lab.test.}. */
  List<String> get(String owner, int type) {
    return primary.ask(DnsNames.absolute("owner", owner), type).getSection(Section.ANSWER).stream()
        .filter(it -> it.getType() == type)
        .map(it -> it.getTTL() + " " + it.rdataToString())
        .sorted()
        .toList();
  }

  /** The cluster whose CNAME the shop has. */
  String answering() {
    String value = get(SHOP, Type.CNAME).getFirst();
    return value.contains(" blue.") ? "blue" : value.contains(" green.") ? "green" : value;
  }

  /** The serial number at a server that does not know the key. */
  long unsignedSerial() {
    org.xbill.DNS.Message query =
        org.xbill.DNS.Message.newQuery(Record.newRecord(primary.zone(), Type.SOA, DClass.IN));
    try {
      Deadline deadline = Deadline.in(Duration.ofSeconds(1));
      return Wire.tcp(primary.servers().primary().address(), query.toWire(), deadline)
          .message()
          .getSection(Section.ANSWER)
          .stream()
          .mapToLong(it -> ((org.xbill.DNS.SOARecord) it).getSerial())
          .findFirst()
          .orElse(-1);
    } catch (Wire.NotSent | Wire.NoAnswer notYet) {
      return -1;
    }
  }

  long serial() {
    return primary
        .soa()
        .map(it -> ((org.xbill.DNS.SOARecord) it).getSerial())
        .orElseThrow(() -> new PortFailure.Unreachable("no SOA", null));
  }
}
