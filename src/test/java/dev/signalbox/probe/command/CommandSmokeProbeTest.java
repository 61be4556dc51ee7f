package dev.signalbox.probe.command;

import static dev.signalbox.probe.Asked.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.deployment.TextRule;
import dev.signalbox.fleet.command.LocalMachine;
import dev.signalbox.probe.Asked;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CommandSmokeProbeTest {

  private static String ask(SmokeCheck.Command check) {
    return told(
        new CommandSmokeProbe(new LocalMachine(), () -> 0)
            .ask(Asked.at(URI.create("http://10.0.0.1:8080")), check));
  }

  private static SmokeCheck.Command sh(String line, int code, Optional<TextRule> output) {
    return new SmokeCheck.Command(
        Asked.common("script"),
        List.of("sh", "-c", line, "sh", "{url}/{version}"),
        Map.of("WHAT", "{target}"),
        code,
        output);
  }

  @Test
  void anExitCodeAndAnOutputAreHeldAgainstWhatIsExpected() {
    assertThat(ask(sh("exit 0", 0, Optional.empty())))
        .isEqualTo("passed: expected exit code 0, seen 0");
    assertThat(ask(sh("exit 3", 3, Optional.empty()))).startsWith("passed: ");
    assertThat(
            ask(
                sh(
                    "echo $1 $WHAT $SIGNALBOX_VERSION",
                    0,
                    Optional.of(new TextRule.Contains("{url}/v2 green-1 {version}")))))
        .isEqualTo(
            "passed: expected exit code 0; an output with 'http://10.0.0.1:8080/v2 green-1 v2',"
                + " seen 0; found");
    assertThat(ask(sh("echo nothing", 0, Optional.of(new TextRule.Matches("^ok$")))))
        .isEqualTo("failed: expected an output that matches '^ok$', seen 'nothing'");
  }

  @Test
  void aFailureIsToldWithWhatTheProgramSaidLast() {
    assertThat(ask(sh("echo begins; echo no database; exit 4", 0, Optional.empty())))
        .isEqualTo("failed: expected exit code 0, seen 4, and said last: 'no database'");
    assertThat(ask(sh("exit 4", 0, Optional.empty())))
        .isEqualTo("failed: expected exit code 0, seen 4, and said nothing");
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    SmokeCheck.Command none =
        new SmokeCheck.Command(
            Asked.common("script"), List.of("no-such-program"), Map.of(), 0, Optional.empty());
    assertThat(ask(none))
        .isEqualTo(
            "failed: expected exit code 0, seen it could not be started: there is no program"
                + " no-such-program on this machine");
  }

  @Test
  void aProgramThatHangsIsEnded() {
    SmokeCheck.Command hangs =
        new SmokeCheck.Command(
            Asked.common("script", Duration.ofMillis(300)),
            List.of("sh", "-c", "echo waiting; sleep 60"),
            Map.of(),
            0,
            Optional.empty());
    assertThat(ask(hangs))
        .isEqualTo(
            "failed: expected an answer within 300 ms, seen it did not end in time and was ended,"
                + " and said last: 'waiting'");
  }
}
