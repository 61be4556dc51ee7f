package dev.signalbox.traffic.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.TrafficSwitch.Swapped;
import dev.signalbox.server.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What goes wrong between the bot and BIND, and what is said of it. */
@Needs(program = "named", debianPackage = "bind9")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DnsFaultsTest {
  private static final String BLUE = "blue";
  private static final String GREEN = "green";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private BindWorld world;

  @BeforeAll
  void start(@TempDir Path directory) {
    world = new BindWorld(directory);
  }

  @AfterAll
  void end() {
    world.close();
  }

  @BeforeEach
  void reset() {
    world.line.tamper(DnsLine.Tampering.NONE);
    world.zone.reset(BindWorld.TTL);
  }

  private static DnsLine.Tampering forgery(int code) {
    return (question, real) -> {
      if (!DnsLine.isUpdate(question)) {
        return Optional.of(real.answer());
      }
      Message forged = new Message(question);
      forged.getHeader().setFlag(Flags.QR);
      forged.getHeader().setRcode(code);
      for (int section : List.of(Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL)) {
        forged.removeAllRecords(section);
      }
      return Optional.of(forged.toWire());
    };
  }

  @Test
  void aForgedSuccessIsNotBelieved() {
    world.line.tamper(forgery(Rcode.NOERROR));

    assertThatThrownBy(() -> world.trafficSwitch().swap(BLUE, GREEN))
        .isInstanceOf(PortFailure.OutcomeUnknown.class)
        .hasMessageContaining("not signed with the key deploybot-key");
    assertThat(world.trafficSwitch().read().cluster()).isEqualTo(BLUE);
  }

  @Test
  void aForgedAnswerToAReadingIsNotBelieved() {
    world.line.tamper(
        (_, real) -> {
          Message answer = new Message(real.answer());
          answer.removeAllRecords(Section.ADDITIONAL);
          return Optional.of(answer.toWire());
        });

    assertThatThrownBy(() -> world.trafficSwitch().read())
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContaining("anybody could have forged it");
  }

  @Test
  void anAnswerThatWasChangedOnTheWayIsNotBelieved() {
    world.line.tamper(
        (_, real) -> {
          byte[] answer = real.answer();
          int last =
              new String(answer, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("blue");
          if (last > 0) {
            answer[last] = 'g';
          }
          return Optional.of(answer);
        });

    assertThatThrownBy(() -> world.trafficSwitch().read())
        .isInstanceOf(PortFailure.Unreachable.class);
  }

  @Test
  void aForgedRefusalOfAChangeThatWasMadeIsNotBelieved() {
    world.line.tamper(
        (question, real) -> {
          byte[] answer = real.answer();
          return DnsLine.isUpdate(question)
              ? forgery(Rcode.REFUSED).answer(question, () -> answer)
              : Optional.of(answer);
        });

    assertThatThrownBy(() -> world.trafficSwitch().swap(BLUE, GREEN))
        .isInstanceOf(PortFailure.OutcomeUnknown.class);
    assertThat(world.zone.answering()).isEqualTo(GREEN);
  }

  @Test
  void anAnswerThatNeverComesLeavesTheOutcomeUnknownAndReadingTells() {
    world.line.loseNextAnswer();
    DnsTrafficSwitch dns = world.trafficSwitch();

    assertThatThrownBy(() -> dns.swap(BLUE, GREEN))
        .isInstanceOf(PortFailure.OutcomeUnknown.class)
        .hasMessageContaining("its answer is lost");
    assertThat(dns.read().cluster()).isEqualTo(GREEN);
  }

  @Test
  void aServerThatFailsIsNamed() {
    world.line.tamper(
        (_, _) -> {
          throw new java.io.IOException("the server is gone");
        });

    assertThatThrownBy(() -> world.trafficSwitch().read())
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContaining(world.line.endpoint().toString())
        .hasMessageContaining("its port open over UDP and TCP");
  }

  @Test
  void aKeyThatWasRotatedIsReadAnew() throws Exception {
    DnsTrafficSwitch dns = world.trafficSwitch();
    String right = Files.readString(world.key);
    Files.writeString(world.key, ShopZone.newSecret());

    assertThatThrownBy(dns::read)
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContaining("NOTAUTH, BADSIG")
        .hasMessageContaining("Was the key rotated there?")
        .hasMessageNotContaining(right)
        .hasMessageNotContaining(Files.readString(world.key));

    Files.writeString(world.key, right);
    assertThat(dns.read().cluster()).isEqualTo(BLUE);
  }

  @Test
  void aKeyThatTheServerDoesNotKnowIsNamed() throws Exception {
    String secret = Files.readString(world.key);
    Path other =
        Files.writeString(world.directory.resolve("other"), "hmac-sha256:stranger:" + secret);

    assertThatThrownBy(() -> world.trafficSwitch(with(other)).read())
        .hasMessageContaining("NOTAUTH, BADKEY")
        .hasMessageContaining("it knows no key stranger");
  }

  private DnsServers with(Path key) {
    return ShopZone.servers(world.line.endpoint(), key, List.of(), List.of());
  }

  @Test
  void aClockThatIsWrongIsNamed() {
    DnsTrafficSwitch late =
        world.trafficSwitch(
            world.servers(), () -> InstantSource.system().instant().minusSeconds(3600));

    assertThatThrownBy(late::read)
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContaining("BADTIME")
        .hasMessageContaining("Synchronise them");
  }

  @Test
  void aNameOutsideOfTheKeysPolicyIsRefusedAndNothingIsChanged() {
    var times = new DnsSwitchSettings.Times(Optional.empty(), Optional.empty(), BindWorld.MARGIN);
    Map<String, DnsTarget> addresses =
        Map.of(
            BLUE, new DnsTarget.Addresses(List.of("127.0.0.1")),
            GREEN, new DnsTarget.Addresses(List.of("127.0.2.1")));
    DnsTrafficSwitch dns =
        new DnsTrafficSwitch(
            new DnsSwitchSettings(world.servers(), "ns1.lab.test", addresses, times),
            DnsContext.of(InstantSource.system()));

    assertThat(dns.swap(BLUE, GREEN))
        .isInstanceOfSatisfying(
            Swapped.Refused.class,
            it -> assertThat(it.reason()).contains("REFUSED").contains("update-policy"));
    assertThat(dns.read().cluster()).isEqualTo(BLUE);
    assertThat(dns.inspect(LIMIT))
        .filteredOn(Finding.Bad.class::isInstance)
        .extracting(Finding::what)
        .contains("permission to change ns1.lab.test. and _signalbox.ns1.lab.test.");
  }

  @Test
  void aZoneThatTheServerDoesNotHaveIsNamed() {
    DnsServers elsewhere =
        new DnsServers(
            "other.test",
            world.line.endpoint(),
            new KeySource.InFile(world.key, ShopZone.DEFAULTS),
            List.of(),
            List.of(),
            Duration.ofSeconds(3));
    DnsTrafficSwitch dns =
        new DnsTrafficSwitch(
            new DnsSwitchSettings(
                elsewhere,
                "shop.other.test",
                ShopZone.aliases(),
                new DnsSwitchSettings.Times(Optional.empty(), Optional.empty(), Duration.ZERO)),
            DnsContext.of(InstantSource.system()));

    assertThatThrownBy(dns::read)
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContaining("REFUSED");
  }

  @Test
  void aTargetThatIsMisspeltIsRefusedBeforeUsersGetNothing() {
    world.zone.put("green.shop.lab.test", Type.A, BindWorld.TTL);

    assertThat(world.trafficSwitch().swap(BLUE, GREEN))
        .isInstanceOfSatisfying(
            Swapped.Refused.class,
            it ->
                assertThat(it.reason())
                    .contains("green.shop.lab.test")
                    .contains("users would get nothing"));
    assertThat(world.zone.answering()).isEqualTo(BLUE);
  }

  @Test
  void whatPointsElsewhereIsLiveByItsName() {
    world.zone.put(ShopZone.SHOP, Type.CNAME, BindWorld.TTL, "maintenance.lab.test.");

    assertThat(world.trafficSwitch().read().cluster()).isEqualTo("maintenance.lab.test");
    world.zone.put(ShopZone.SHOP, Type.CNAME, BindWorld.TTL);
    assertThat(world.trafficSwitch().read().cluster()).isEqualTo("no CNAME");
    assertThat(world.trafficSwitch().prepare(world.attempt()))
        .isInstanceOf(StepOutcome.Failed.class);
  }

  @Test
  void aResolverThatKeepsTheOldAnswerIsReadBackAndNamed() {
    world.awaitCopied();
    Path directory = world.directory.resolve("resolver");
    directory.toFile().mkdir();
    try (NameServer resolver = NameServer.bindResolver(directory, world.primary.port())) {
      DnsTrafficSwitch dns = world.trafficSwitch(resolver.endpoint());
      assertThat(dns.inspect(LIMIT)).allMatch(Finding.Good.class::isInstance);
      dns.swap(BLUE, GREEN);
      QuickAttempt attempt = new QuickAttempt(world.clock, Duration.ofSeconds(310));

      StepOutcome outcome = dns.settle(BLUE, attempt);

      // The test's clock is past the hold, the resolver's is not: it looks like one that clings.
      assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
      assertThat(outcome.line())
          .contains(resolver.endpoint() + " still says blue.shop.lab.test")
          .contains("Flush the name there");
      assertThat(attempt.lines())
          .anyMatch(it -> it.contains("resolvers that say something else: " + resolver.endpoint()));
    }
  }

  @Test
  void theServersAreFoundByTheZonesNameserverRecords() {
    world.awaitCopied();
    DnsServers byRecords = with(world.key);
    var times = new DnsSwitchSettings.Times(Optional.empty(), Optional.empty(), Duration.ZERO);
    DnsTrafficSwitch dns =
        new DnsTrafficSwitch(
            new DnsSwitchSettings(byRecords, ShopZone.SHOP, ShopZone.aliases(), times),
            new DnsContext(
                world.clock, InstantSource.system(), System::getenv, world.secondary.port()));

    assertThat(dns.inspect(LIMIT))
        .anySatisfy(
            it ->
                assertThat(it)
                    .isEqualTo(
                        new Finding.Good(
                            "authoritative servers of lab.test.", "all 1 say blue.shop.lab.test")));
  }

  @Test
  void anInspectionOfWhatIsWellChangesNothing() {
    world.awaitCopied();
    long before = world.zone.serial();

    assertThat(world.trafficSwitch().inspect(LIMIT))
        .hasSizeGreaterThan(6)
        .noneMatch(Finding.Bad.class::isInstance);
    assertThat(world.zone.serial()).isEqualTo(before);
  }

  @Test
  void anInspectionWithoutAKeySaysSoAndTriesNothingMore() {
    List<Finding> findings =
        world.trafficSwitch(with(world.directory.resolve("none"))).inspect(LIMIT);

    assertThat(findings).hasSize(2);
    assertThat(findings.getFirst())
        .isInstanceOfSatisfying(
            Finding.Bad.class,
            it -> assertThat(it.seen()).contains("none").contains("there is none"));
  }
}
