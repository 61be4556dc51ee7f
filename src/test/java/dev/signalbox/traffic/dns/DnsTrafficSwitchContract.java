package dev.signalbox.traffic.dns;

import dev.signalbox.port.Line;
import dev.signalbox.port.TrafficSwitch;
import dev.signalbox.port.TrafficSwitchContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

/**
 * A CNAME at one kind of server. The server stays for the class, the zone is put back each time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DnsTrafficSwitchContract extends TrafficSwitchContract {
  private Path key;
  private NameServer server;
  private ShopZone zone;
  private DnsLine line;
  private DnsTrafficSwitch trafficSwitch;

  abstract NameServer start(Path directory, String secret);

  @BeforeAll
  void startServer(@TempDir Path directory) throws Exception {
    String secret = ShopZone.newSecret();
    key = Files.writeString(directory.resolve("key"), secret);
    server = start(Files.createDirectory(directory.resolve("server")), secret);
    zone = ShopZone.at(server.endpoint(), key);
  }

  @AfterAll
  void endServer() {
    server.close();
  }

  @BeforeEach
  void begin() {
    zone.reset(1);
    line = new DnsLine(server.port());
    DnsServers servers =
        ShopZone.servers(line.endpoint(), key, List.of(server.endpoint()), List.of());
    trafficSwitch =
        new DnsTrafficSwitch(
            new DnsSwitchSettings(servers, ShopZone.SHOP, ShopZone.aliases(), ShopZone.times(1, 0)),
            DnsContext.of(InstantSource.system()));
  }

  @AfterEach
  void end() {
    line.close();
  }

  ShopZone zone() {
    return zone;
  }

  @Override
  protected TrafficSwitch trafficSwitch() {
    return trafficSwitch;
  }

  @Override
  protected String live() {
    return "blue";
  }

  @Override
  protected String idle() {
    return "green";
  }

  @Override
  protected String answering() {
    return zone.answering();
  }

  @Override
  protected AutoCloseable session() {
    return () -> {};
  }

  @Override
  protected void swapByHand(String cluster) {
    zone.put(ShopZone.SHOP, Type.CNAME, 1, cluster + ".shop.lab.test.");
  }

  @Override
  protected Line line() {
    return line;
  }
}
