package dev.signalbox.traffic.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.lab.SettableClock;
import dev.signalbox.port.TrafficSwitch.Swapped;
import dev.signalbox.server.Needs;
import dev.signalbox.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** A real BIND that fails, and one whose answers are too long for one packet. */
@Needs(program = "named", debianPackage = "bind9")
class DnsFailingServerTest {
  private static final String BLUE = "blue";
  private static final String GREEN = "green";
  private static final int MANY = 60;

  private final SettableClock clock = new SettableClock();
  private Path directory;
  private Path site;
  private Path key;
  private NameServer primary;
  private ShopZone zone;

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    directory = temporary;
    String secret = ShopZone.newSecret();
    key = Files.writeString(directory.resolve("key"), secret);
    site = Files.createDirectory(directory.resolve("primary"));
    String records =
        """
        shop IN CNAME blue.shop
        blue.shop IN A 127.0.1.1
        green.shop IN A 127.0.2.1
        """;
    primary = NameServer.bind(site, secret, NameServer.zone(60) + records);
    zone = ShopZone.at(primary.endpoint(), key);
  }

  @AfterEach
  void end() {
    primary.close();
  }

  private DnsTrafficSwitch trafficSwitch(Endpoint... authoritative) {
    DnsServers servers =
        ShopZone.servers(primary.endpoint(), key, List.of(authoritative), List.of());
    var times = new DnsSwitchSettings.Times(Optional.empty(), Optional.empty(), BindWorld.MARGIN);
    return new DnsTrafficSwitch(
        new DnsSwitchSettings(servers, ShopZone.SHOP, ShopZone.aliases(), times),
        new DnsContext(clock, InstantSource.system(), System::getenv, Endpoint.PORT));
  }

  @Test
  void aPrimaryThatCannotWriteItsJournalIsNamedAndNothingIsChanged() throws IOException {
    Files.createDirectory(site.resolve("zone.jnl"));
    DnsTrafficSwitch dns = trafficSwitch(primary.endpoint());

    assertThat(dns.swap(BLUE, GREEN))
        .isInstanceOfSatisfying(
            Swapped.Refused.class,
            it ->
                assertThat(it.reason())
                    .contains(primary.endpoint() + " refuses")
                    .contains("SERVFAIL")
                    .contains("nothing was changed"));
    assertThat(dns.read().cluster()).isEqualTo(BLUE);
  }

  @Test
  void aSecondaryThatHasNothingToGiveIsNamedAndHoldsTheOldCluster() throws IOException {
    Path second = Files.createDirectory(directory.resolve("secondary"));
    int nobody = ServerProcess.freePort();
    try (NameServer empty = NameServer.bindSecondary(second, ServerProcess.freePort(), nobody)) {
      DnsTrafficSwitch dns = trafficSwitch(primary.endpoint(), empty.endpoint());
      assertThat(dns.swap(BLUE, GREEN)).isInstanceOf(Swapped.Accepted.class);

      StepOutcome held = dns.settle(BLUE, new QuickAttempt(clock, Duration.ofSeconds(2)));

      assertThat(held).isInstanceOf(StepOutcome.Failed.class);
      assertThat(held.line()).contains(empty.endpoint() + ": it answers SERVFAIL");
    }
  }

  @Test
  void anAnswerThatIsTooLongForOnePacketIsAskedForOverTcp() throws Exception {
    String owner = "blue.shop.lab.test";
    String[] addresses =
        IntStream.rangeClosed(1, MANY).mapToObj(it -> "192.0.2." + it).toArray(String[]::new);
    zone.put(owner, Type.A, 60, addresses);
    Name name = DnsNames.absolute("owner", owner);
    Message question = Message.newQuery(Record.newRecord(name, Type.A, DClass.IN));
    Deadline deadline = Deadline.in(Duration.ofSeconds(5));
    Message overUdp =
        Wire.udp(primary.endpoint().address(), question.toWire(), _ -> true, deadline).message();
    assertThat(overUdp.getHeader().getFlag(Flags.TC)).as("it is too long").isTrue();

    assertThat(zone.get(owner, Type.A)).hasSize(MANY);
    assertThat(
            Onlooker.authoritative(primary.endpoint())
                .ask(name, Kind.ADDRESSES, Duration.ofSeconds(5)))
        .singleElement()
        .isInstanceOfSatisfying(
            Onlooker.Says.This.class, it -> assertThat(it.present().records()).hasSize(MANY));
  }
}
