package dev.signalbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import dev.signalbox.architecture.RoomRules.Vendor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class RoomRulesTest {

  private static final List<String> ROOMS =
      List.of(
          "topology",
          "deployment",
          "access",
          "command",
          "report",
          "port",
          "engine",
          "operation",
          "chat",
          "chat.slack",
          "chat.page",
          "store",
          "traffic",
          "traffic.dns",
          "traffic.nginx",
          "fleet.ssh",
          "fleet.docker",
          "probe.http",
          "lab",
          "app");

  @TempDir Path directory;

  @Test
  void theHouseKeepsToItsArrows() {
    RoomRules.ARROWS_ARE_AS_DRAWN.check(Blueprint.HOUSE);
  }

  @Test
  void theHousesPureRoomsArePure() {
    RoomRules.PURE_ROOMS_ARE_PURE.check(Blueprint.HOUSE);
  }

  @Test
  void everyClassOfTheHouseHasARoom() {
    RoomRules.EVERY_CLASS_HAS_A_ROOM.check(Blueprint.HOUSE);
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void everyLibraryStaysInItsRoom(Vendor vendor) {
    vendor.staysAtHome().check(Blueprint.HOUSE);
  }

  @ParameterizedTest
  @FieldSource("ROOMS")
  void exactlyTheArrowsThatAreNotDrawnAreFound(String room) throws IOException {
    List<String> neighbours =
        ROOMS.stream().map(other -> "dev.signalbox." + other + ".Known").toList();
    List<String> forbidden =
        ROOMS.stream()
            .filter(other -> !House.mayKnow(room, other))
            .map(other -> "dev.signalbox." + other + ".Known")
            .toList();

    assertThat(found(RoomRules.ARROWS_ARE_AS_DRAWN, offender(room, neighbours)))
        .containsExactlyInAnyOrderElementsOf(forbidden);
  }

  @ParameterizedTest
  @CsvSource({
    "deployment, topology, true",
    "engine, port, true",
    "chat.slack, operation, true",
    "chat.slack, chat, true",
    "app, traffic.dns, true",
    "topology, deployment, false",
    "engine, operation, false",
    "operation, store, false",
    "chat.slack, engine, false",
    "chat.slack, chat.page, false",
    "chat, chat.slack, false",
    "traffic.dns, traffic.nginx, false",
    "store, engine, false",
    "lab, app, false",
  })
  void theTableSaysWhatTheDesignDraws(String from, String to, boolean drawn) {
    assertThat(House.mayKnow(from, to)).isEqualTo(drawn);
  }

  @ParameterizedTest
  @MethodSource("pureRooms")
  void aPureRoomThatKnowsMoreIsFound(String room) throws IOException {
    List<String> pure = List.of("java.util.List", "org.jspecify.annotations.Nullable");
    List<String> impure =
        List.of(
            "java.net.http.HttpClient",
            "java.sql.Connection",
            "org.slf4j.Logger",
            "org.springframework.stereotype.Component",
            "tools.jackson.databind.ObjectMapper");
    List<String> both = Stream.concat(pure.stream(), impure.stream()).toList();

    assertThat(found(RoomRules.PURE_ROOMS_ARE_PURE, offender(room, both)))
        .containsExactlyInAnyOrderElementsOf(impure);
  }

  @ParameterizedTest
  @CsvSource({
    "dev.signalbox.engine.deep.Inside, true",
    "dev.signalbox.traffic.haproxy.Inside, true",
    "dev.signalbox.common.Outside, false",
    "dev.signalbox.Outside, false",
  })
  void aClassWithoutARoomIsFound(String className, boolean housed) throws IOException {
    assertThat(
            RoomRules.EVERY_CLASS_HAS_A_ROOM
                .evaluate(Blueprint.ofClassThatKnows(className, List.of(), directory))
                .hasViolation())
        .isNotEqualTo(housed);
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void aLibraryInAnotherRoomIsFound(Vendor vendor) throws IOException {
    String type = vendor.packagePrefix() + ".inside.Type";
    String namesake = vendor.packagePrefix() + "ers.Type";
    List<String> known = List.of(type, namesake, "java.util.List");

    assertThat(found(vendor.staysAtHome(), offender("operation", known))).containsExactly(type);
  }

  @ParameterizedTest
  @CsvSource({
    "com.slack.api.Slack, chat.slack.SlackDelivery",
    "org.xbill.DNS.Record, traffic.dns.ZoneUpdate",
    "org.springframework.statemachine.StateMachine, engine.TableInterpreter",
    "java.sql.Connection, store.JdbcJournal",
    "org.eclipse.jetty.server.Server, lab.node.NodeServer",
    "org.flywaydb.core.Flyway, app.StoreWiring",
  })
  void aLibraryAtHomeIsLeftInPeace(String type, String resident) throws IOException {
    JavaClasses home =
        Blueprint.ofClassThatKnows("dev.signalbox." + resident, List.of(type), directory);

    for (Vendor vendor : Vendors.ALL) {
      assertThat(found(vendor.staysAtHome(), home)).as(vendor.packagePrefix()).isEmpty();
    }
  }

  private JavaClasses offender(String room, List<String> known) throws IOException {
    return Blueprint.ofClassThatKnows("dev.signalbox." + room + ".Offender", known, directory);
  }

  /** Which of the types that these classes know the rule objects to. */
  private static List<String> found(ArchRule rule, JavaClasses classes) {
    List<String> objections = new ArrayList<>();
    rule.evaluate(classes)
        .handleViolations(
            (Collection<Dependency> ways, String _) ->
                ways.forEach(way -> objections.add(way.getTargetClass().getName())));
    return objections;
  }

  static Set<String> pureRooms() {
    return House.PURE;
  }

  static List<Vendor> vendors() {
    return Vendors.ALL;
  }
}
