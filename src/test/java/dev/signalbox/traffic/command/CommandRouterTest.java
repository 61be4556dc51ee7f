package dev.signalbox.traffic.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.fleet.command.LocalMachine;
import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.LoadBalancer.Rotation;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.TrafficSwitch.Live;
import dev.signalbox.port.TrafficSwitch.Swapped;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Node;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CommandRouterTest {
  private static final String BLUE = "echo '{\"live\": \"blue\"}'";
  private static final Node NODE = new Node("blue-1", URI.create("http://10.0.1.11:8080"));

  private static final Template CHANGE_OF_NOTHING = new Template(List.of("false"));

  private static CommandRouter router() {
    return new CommandRouter(
        new Calling(
            Map.of("ROUTER", "r1"),
            Map.of("ROUTER_TOKEN", "hunter2"),
            Duration.ofSeconds(1),
            Duration.ofMillis(50)),
        new LocalMachine(),
        Lane.of("shop", "production"));
  }

  private static Template sh(String script) {
    return new Template(List.of("sh", "-c", script, "sh", "{node}", "{address}"));
  }

  private static CommandTrafficSwitch reading(String script) {
    return new CommandTrafficSwitch(
        router(), new SwitchProgram(sh(script), CHANGE_OF_NOTHING, Optional.empty()));
  }

  private static Swapped swap(String script) {
    return new CommandTrafficSwitch(
            router(), new SwitchProgram(sh(BLUE), sh(script), Optional.empty()))
        .swap("blue", "green");
  }

  private static CommandLoadBalancer balancer(String nodes, String change) {
    return new CommandLoadBalancer(
        router(), new BalancerProgram(sh(nodes), sh(change), sh(change)));
  }

  @Test
  void whatIsPutIntoAPlaceStaysInItsArgument() {
    assertThat(
            new Template(List.of("router", "--cluster={cluster}", "{cluster}", "{other}"))
                .with(Map.of("cluster", "blue; rm -rf $HOME \"'")))
        .containsExactly(
            "router", "--cluster=blue; rm -rf $HOME \"'", "blue; rm -rf $HOME \"'", "{other}");
  }

  @Test
  void aTemplateNamesItsPlaces() {
    assertThat(new Template(List.of("a{from}b{to}", "{from}", "{}", "{A}")).places())
        .containsExactly("from", "to");
  }

  @Test
  void anAnswerIsReadWithItsDetail() {
    assertThat(reading("echo '{\"live\": \"blue\", \"detail\": \"pool 7\"}'").read())
        .isEqualTo(new Live("blue", "pool 7"));
  }

  @Test
  void aQuestionWithoutAGoodAnswerIsAnOutageThatSaysWhatWasPrinted() {
    for (String script :
        List.of(
            "echo gateway down >&2; exit 1",
            "echo gateway down; exit 0",
            "echo '{\"reason\": \"gateway down\"}'; exit 12",
            "echo '{\"state\": \"gateway down\"}'",
            "echo '[\"gateway down\"]'",
            "echo gateway down; exec sleep 10",
            "echo gateway down; kill -9 $$")) {
      assertThatThrownBy(() -> reading(script).read())
          .as(script)
          .isInstanceOf(PortFailure.Unreachable.class)
          .hasMessageContaining("gateway down");
    }
  }

  @Test
  void exitCodesSayWhatBecameOfASwap() {
    assertThat(swap("exit 0")).isInstanceOf(Swapped.Accepted.class);
    assertThat(swap("echo '{\"detail\": \"pool 8\"}'")).isEqualTo(new Swapped.Accepted("pool 8"));
    assertThat(swap("echo '{\"live\": \"red\"}'; exit 10"))
        .isEqualTo(new Swapped.Mismatch(new Live("red", "the router sends production to red")));
    assertThat(swap("echo '{\"reason\": \"no such pool\"}'; exit 11"))
        .isEqualTo(new Swapped.Refused("no such pool"));
    assertThat(swap("echo no such pool >&2; exit 11"))
        .isEqualTo(new Swapped.Refused("no such pool"));
    assertThatThrownBy(() -> swap("exit 12")).isInstanceOf(PortFailure.Unreachable.class);
  }

  @Test
  void anythingElseAfterAChangeIsUnknown() {
    for (String script : List.of("exit 1", "exit 255", "exec sleep 10", "kill -9 $$")) {
      assertThatThrownBy(() -> swap(script))
          .as(script)
          .isInstanceOf(PortFailure.OutcomeUnknown.class);
    }
  }

  @Test
  void aProgramThatCannotBeStartedHasChangedNothing() {
    CommandRouter router = router();
    Template missing = new Template(List.of("/no/such/program"));

    assertThat(router.change(missing, Map.of())).isInstanceOf(Reply.Refused.class);
    assertThatThrownBy(() -> router.ask(missing, Map.of()))
        .isInstanceOf(PortFailure.Unreachable.class);
  }

  @Test
  void aSwapFromWhatIsNotLiveIsNotEvenAskedFor() {
    CommandTrafficSwitch green = reading(BLUE.replace("blue", "green"));

    assertThat(green.swap("blue", "green")).isInstanceOf(Swapped.Mismatch.class);
  }

  @Test
  void whereNothingIsCountedTheStatedTimeIsWaited() {
    CommandTrafficSwitch blue = reading(BLUE);

    assertThat(blue.statedWait()).contains(Duration.ofMillis(50));
    assertThat(blue.settle("green", PatientAttempt.longEnough()))
        .isInstanceOf(StepOutcome.Done.class);
    assertThat(blue.settle("blue", PatientAttempt.longEnough()))
        .isInstanceOf(StepOutcome.Failed.class);
  }

  @Test
  void aNodeIsToldByNameAndAddressAndReadWithoutACount() {
    String one =
        "echo '{\"nodes\": [{\"name\": \"blue-1\", \"rotation\": \"drained\","
            + " \"healthy\": true}]}'";
    CommandLoadBalancer balancer =
        balancer(one, "[ \"$1 $2\" = 'blue-1 10.0.1.11:8080' ] || exit 1");

    assertThat(balancer.nodes("blue"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.rotation()).isEqualTo(Rotation.DRAINED);
              assertThat(it.active()).isEqualTo(OptionalInt.empty());
            });
    assertThat(balancer.drain("blue", NODE, PatientAttempt.longEnough()).line())
        .contains("Nothing is counted at blue-1");
    assertThat(balancer.restore("blue", NODE, PatientAttempt.brief()))
        .isInstanceOf(StepOutcome.Failed.class);
  }

  @Test
  void nodesThatCannotBeReadAreAnOutage() {
    for (String answer :
        List.of(
            "{}", "{\"nodes\": [{\"name\": \"blue-1\", \"rotation\": \"up\"}]}", "{\"nodes\"")) {
      CommandLoadBalancer balancer = balancer("echo '" + answer + "'", "exit 0");
      assertThatThrownBy(() -> balancer.nodes("blue"))
          .as(answer)
          .isInstanceOf(PortFailure.Unreachable.class);
    }
  }

  @Test
  void anInspectionReadsWhatIsLiveAndSwapsNothing() {
    assertThat(reading(BLUE).inspect(Duration.ofSeconds(5)))
        .hasExactlyElementsOfTypes(Finding.Good.class, Finding.Untried.class);
    assertThat(reading("exit 3").inspect(Duration.ofSeconds(5)))
        .hasExactlyElementsOfTypes(Finding.Bad.class);
  }

  @Test
  void theEnvironmentIsGivenAndASecretIsNeverShown() {
    String script = "echo \"{\\\"live\\\": \\\"$ROUTER\\\"}\"; test \"$ROUTER_TOKEN\" = hunter2";
    assertThat(reading(script).read().cluster()).isEqualTo("r1");

    assertThatThrownBy(() -> reading("echo no $ROUTER_TOKEN; exit 1").read())
        .hasMessageContaining("no (secret)");
    assertThat(swap("echo no $ROUTER_TOKEN; exit 11"))
        .isEqualTo(new Swapped.Refused("no (secret)"));
    assertThat(new Calling(Map.of(), Map.of("A", "hunter2"), Duration.ZERO, Duration.ZERO))
        .asString()
        .doesNotContain("hunter2");
  }
}
