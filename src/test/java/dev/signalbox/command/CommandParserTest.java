package dev.signalbox.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.signalbox.command.Command.ExportAudit.Format;
import dev.signalbox.command.Command.Scope;
import dev.signalbox.command.Command.Where;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.topology.Application;
import dev.signalbox.topology.Stage;
import dev.signalbox.topology.Version;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandParserTest {

  private static final Application SHOP = new Application("shop");
  private static final Application API = new Application("api");
  private static final Stage STAGING = new Stage("staging");
  private static final Stage PRODUCTION = new Stage("production");
  private static final Vocabulary VOCABULARY =
      new Vocabulary(Set.of(SHOP, API), Set.of(STAGING, PRODUCTION));
  private static final Version V2 = new Version("v2");
  private static final Optional<DeploymentId> NUMBER_17 = Optional.of(new DeploymentId(17));

  private final CommandParser parser = new CommandParser(VOCABULARY);

  @ParameterizedTest
  @MethodSource("understood")
  void understands(String line, Command command) {
    assertThat(parser.parse(line)).isEqualTo(new Parsed.Understood(command));
  }

  static Stream<Arguments> understood() {
    return Stream.of(deployments(), gates(), questions(), holds()).flatMap(each -> each);
  }

  private static Stream<Arguments> deployments() {
    return Stream.of(
        arguments("/deploy v2", deploy(null, Where.UNSAID)),
        arguments("/deploy v2 bluegreen", deploy(Strategy.BLUE_GREEN, Where.UNSAID)),
        arguments("/DEPLOY v2 Blue-Green", deploy(Strategy.BLUE_GREEN, Where.UNSAID)),
        arguments("/deploy v2 redblack", deploy(Strategy.RED_BLACK, Where.UNSAID)),
        arguments("/deploy v2 red-black", deploy(Strategy.RED_BLACK, Where.UNSAID)),
        arguments("/deploy v2 rolling", deploy(Strategy.ROLLING_UPDATE, Where.UNSAID)),
        arguments("/deploy v2 primaryfirst", deploy(Strategy.PRIMARY_FIRST, Where.UNSAID)),
        arguments("/deploy v2 primary-first", deploy(Strategy.PRIMARY_FIRST, Where.UNSAID)),
        arguments(
            "/deploy v2 bluegreen order:primary-first",
            deploy(Strategy.PRIMARY_FIRST, Where.UNSAID)),
        arguments("/deploy order:idle-first v2", deploy(Strategy.BLUE_GREEN, Where.UNSAID)),
        arguments(
            "/deploy v2 primaryfirst order:primaryfirst",
            deploy(Strategy.PRIMARY_FIRST, Where.UNSAID)),
        arguments(
            "/deploy rolling rolling",
            new Command.Deploy(
                new Version("rolling"), Optional.of(Strategy.ROLLING_UPDATE), Where.UNSAID)),
        arguments("/deploy v2 app:shop stage:staging", deploy(null, where(SHOP, STAGING))),
        arguments("/deploy APP:Shop v2 Stage:STAGING", deploy(null, where(SHOP, STAGING))),
        arguments("/deploy v2 application:api", deploy(null, where(API, null))),
        arguments("  \t/deploy\u00a0v2 \r\n", deploy(null, Where.UNSAID)),
        arguments("\ufeff/deploy v2", deploy(null, Where.UNSAID)),
        arguments("@signalbox deploy v2", deploy(null, Where.UNSAID)),
        arguments("@Signalbox: deploy v2", deploy(null, Where.UNSAID)),
        arguments("signalbox, deploy v2", deploy(null, Where.UNSAID)),
        arguments("signalbox /deploy v2", deploy(null, Where.UNSAID)),
        arguments("/signalbox deploy v2", deploy(null, Where.UNSAID)),
        arguments(
            "/plan v2 rolling stage:production",
            new Command.ShowPlan(
                V2, Optional.of(Strategy.ROLLING_UPDATE), where(null, PRODUCTION))));
  }

  private static Stream<Arguments> gates() {
    return Stream.of(
        arguments("/approve", new Command.Approve(Optional.empty())),
        arguments("/approve 17", new Command.Approve(NUMBER_17)),
        arguments("/approve #17", new Command.Approve(NUMBER_17)),
        arguments("/reject looks wrong", new Command.Reject(Optional.empty(), "looks wrong")),
        arguments("/reject 17 looks wrong", new Command.Reject(NUMBER_17, "looks wrong")),
        arguments(
            "/reject see http://x/?a:b", new Command.Reject(Optional.empty(), "see http://x/?a:b")),
        arguments("/reject why: it fails", new Command.Reject(Optional.empty(), "why: it fails")),
        arguments("/abort", new Command.Abort(Optional.empty(), "")),
        arguments("/abort #17 wrong  version", new Command.Abort(NUMBER_17, "wrong version")),
        arguments("/rollback", new Command.RollBack(Optional.empty(), Where.UNSAID, "")),
        arguments(
            "/rollback 17 app:shop checkout fails",
            new Command.RollBack(NUMBER_17, where(SHOP, null), "checkout fails")),
        arguments(
            "/rollback checkout fails stage:staging",
            new Command.RollBack(Optional.empty(), where(null, STAGING), "checkout fails")),
        arguments(
            "/rollback too many foo:bar",
            new Command.RollBack(Optional.empty(), Where.UNSAID, "too many foo:bar")),
        arguments("/retry", new Command.Retry(Optional.empty())),
        arguments("/retry 17", new Command.Retry(NUMBER_17)),
        arguments(
            "/abandon 17 repaired by hand", new Command.Abandon(NUMBER_17, "repaired by hand")));
  }

  private static Stream<Arguments> questions() {
    return Stream.of(
        arguments("/status", new Command.ShowStatus(Where.UNSAID)),
        arguments("/status app:api", new Command.ShowStatus(where(API, null))),
        arguments("/history", new Command.ShowHistory(Where.UNSAID, 10)),
        arguments("/history 5 stage:staging", new Command.ShowHistory(where(null, STAGING), 5)),
        arguments("/audit", new Command.ShowAudit(Optional.empty())),
        arguments("/audit 17", new Command.ShowAudit(NUMBER_17)),
        arguments("/audit VERIFY", new Command.VerifyAudit()),
        arguments("/audit export csv", new Command.ExportAudit(Format.CSV, Optional.empty())),
        arguments("/audit export jsonl #17", new Command.ExportAudit(Format.JSONL, NUMBER_17)),
        arguments("/check", new Command.Check(Where.UNSAID)),
        arguments("/whoami", new Command.WhoAmI()),
        arguments("/help", new Command.Help(Optional.empty())),
        arguments("/help /Deploy", new Command.Help(Optional.of("deploy"))),
        arguments("/", new Command.Help(Optional.empty())),
        arguments("@signalbox", new Command.Help(Optional.empty())));
  }

  private static Stream<Arguments> holds() {
    Scope channels = new Scope.OfLane(Where.UNSAID);
    Scope production = new Scope.OfLane(where(null, PRODUCTION));
    return Stream.of(
        arguments("/hold the sale is on", hold(channels, "the sale is on", null)),
        arguments("/hold the sale for 2h", hold(channels, "the sale", Duration.ofHours(2))),
        arguments("/hold for 30m the sale", hold(channels, "the sale", Duration.ofMinutes(30))),
        arguments("/hold sale for 2 hours", hold(channels, "sale", Duration.ofHours(2))),
        arguments("/hold sale for 1d", hold(channels, "sale", Duration.ofDays(1))),
        arguments("/hold sale for 2h30m", hold(channels, "sale", Duration.ofMinutes(150))),
        arguments("/hold sale for 90 min", hold(channels, "sale", Duration.ofMinutes(90))),
        arguments("/hold waiting for parts", hold(channels, "waiting for parts", null)),
        arguments("/hold waiting for 3 new parts", hold(channels, "waiting for 3 new parts", null)),
        arguments("/hold stage:production sale", hold(production, "sale", null)),
        arguments(
            "/hold sale for 2h stage:production", hold(production, "sale", Duration.ofHours(2))),
        arguments("/hold app:shop sale", hold(new Scope.OfApplication(SHOP), "sale", null)),
        arguments(
            "/hold app:shop stage:staging sale",
            hold(new Scope.OfLane(where(SHOP, STAGING)), "sale", null)),
        arguments(
            "/hold everything database migration for 2h",
            hold(new Scope.Everything(), "database migration", Duration.ofHours(2))),
        arguments(
            "/hold for 2h everything migration",
            hold(new Scope.Everything(), "migration", Duration.ofHours(2))),
        arguments(
            "/hold everything for 2h migration",
            hold(new Scope.Everything(), "migration", Duration.ofHours(2))),
        arguments("/release", new Command.ReleaseScope(channels)),
        arguments("/release everything", new Command.ReleaseScope(new Scope.Everything())),
        arguments("/release app:shop", new Command.ReleaseScope(new Scope.OfApplication(SHOP))),
        arguments("/release stage:production", new Command.ReleaseScope(production)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "deploy v2",
        "shall we /deploy v2?",
        "signalboxes are nice",
        "signalbox's page is down",
        "signalbox.example.org is down",
        "@approver please look"
      })
  void leavesTalkBetweenPeopleAlone(String line) {
    assertThat(parser.parse(line)).isInstanceOf(Parsed.NotForUs.class);
  }

  @Test
  void aReasonKeepsItsEmojiAndItsScript() {
    assertThat(reason("/reject 👩‍🚒 لا يعمل می‌خواهم")).isEqualTo("👩‍🚒 لا يعمل می‌خواهم");
  }

  @Test
  void aReasonCannotDeceiveItsReaders() {
    assertThat(reason("/reject a\u202Eb\u2066c\u200Bd\u0000e\u001B[31mf\ud800g\uFEFF h\u2028i"))
        .isEqualTo("abcde[31mfg h i");
  }

  @Test
  void everyCommandIsReachedAndEveryExampleWorks() {
    List<String> examples =
        Arrays.stream(Verb.values()).flatMap(verb -> verb.examples().stream()).toList();
    assertThat(examples)
        .allSatisfy(line -> assertThat(parser.parse(line)).isInstanceOf(Parsed.Understood.class));
    assertThat(examples.stream().map(parser::parse).map(p -> ((Parsed.Understood) p).command()))
        .extracting(Object::getClass)
        .extracting(Class::getSimpleName)
        .containsAll(
            Arrays.stream(Command.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList());
  }

  private String reason(String line) {
    return ((Command.Reject) ((Parsed.Understood) parser.parse(line)).command()).reason();
  }

  private static Where where(@Nullable Application application, @Nullable Stage stage) {
    return new Where(Optional.ofNullable(application), Optional.ofNullable(stage));
  }

  private static Command deploy(@Nullable Strategy strategy, Where where) {
    return new Command.Deploy(V2, Optional.ofNullable(strategy), where);
  }

  private static Command hold(Scope scope, String reason, @Nullable Duration time) {
    return new Command.HoldScope(scope, reason, Optional.ofNullable(time));
  }
}
