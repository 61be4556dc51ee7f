package dev.signalbox.traffic.dns;

import dev.signalbox.lab.SettableClock;
import dev.signalbox.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A BIND with a secondary, a line to it on which we tamper, and a clock that tests move. */
final class BindWorld implements AutoCloseable {
  static final int TTL = 300;
  static final int LOW = 10;
  static final Duration MARGIN = Duration.ofSeconds(5);

  final SettableClock clock = new SettableClock();
  final Path directory;
  final Path key;
  final NameServer primary;
  final NameServer secondary;
  final ShopZone zone;
  final DnsLine line;

  BindWorld(Path directory) {
    this.directory = directory;
    String secret = ShopZone.newSecret();
    try {
      this.key = Files.writeString(directory.resolve("key"), secret);
      Path first = Files.createDirectory(directory.resolve("primary"));
      Path second = Files.createDirectory(directory.resolve("secondary"));
      int other = ServerProcess.freePort();
      primary = NameServer.bind(first, secret, NameServer.zone(TTL), other);
      secondary = NameServer.bindSecondary(second, other, primary.port());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    zone = ShopZone.at(primary.endpoint(), key);
    line = new DnsLine(primary.port());
    zone.reset(TTL);
    awaitCopied();
  }

  /** Goes on when the secondary has what the primary has. */
  void awaitCopied() {
    secondary.await("to have the zone", this::isCopied);
  }

  private boolean isCopied() {
    return ShopZone.at(secondary.endpoint(), key).unsignedSerial() == zone.serial();
  }

  DnsServers servers(Endpoint... resolvers) {
    return ShopZone.servers(
        line.endpoint(),
        key,
        List.of(primary.endpoint(), secondary.endpoint()),
        List.of(resolvers));
  }

  DnsTrafficSwitch trafficSwitch(Endpoint... resolvers) {
    return trafficSwitch(servers(resolvers));
  }

  DnsTrafficSwitch trafficSwitch(DnsServers servers) {
    return trafficSwitch(servers, InstantSource.system());
  }

  DnsTrafficSwitch trafficSwitch(DnsServers servers, InstantSource signing) {
    var times =
        new DnsSwitchSettings.Times(Optional.empty(), Optional.of(Duration.ofSeconds(LOW)), MARGIN);
    return new DnsTrafficSwitch(
        new DnsSwitchSettings(servers, ShopZone.SHOP, ShopZone.aliases(), times),
        new DnsContext(clock, signing, System::getenv, Endpoint.PORT));
  }

  QuickAttempt attempt() {
    return new QuickAttempt(clock, Duration.ofMinutes(30));
  }

  /** The TTL that the primary gives for the shop. */
  long ttl() {
    return Long.parseLong(
        zone.get(ShopZone.SHOP, org.xbill.DNS.Type.CNAME).getFirst().split(" ", -1)[0]);
  }

  @Override
  public void close() {
    line.close();
    secondary.close();
    primary.close();
  }
}
