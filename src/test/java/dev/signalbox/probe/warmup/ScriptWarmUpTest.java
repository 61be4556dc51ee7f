package dev.signalbox.probe.warmup;

import static dev.signalbox.probe.warmup.ScriptRun.SAID;
import static dev.signalbox.probe.warmup.ScriptRun.run;
import static dev.signalbox.probe.warmup.ScriptRun.sh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.WarmUpPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** With real processes of {@code /bin/sh}. */
@Timeout(60)
@EnabledOnOs({OS.LINUX, OS.MAC})
class ScriptWarmUpTest {

  @Test
  void itsLastLineIsTheDetail() {
    assertThat(sh("echo one; echo two; echo"))
        .isEqualTo(StepOutcome.done(SAID + "ended well: two"));
    assertThat(sh("printf 'no line end'").line()).isEqualTo(SAID + "ended well: no line end");
    assertThat(sh("true").line()).isEqualTo(SAID + "ended well; it wrote nothing");
  }

  @Test
  void itsExitCodeDecides() {
    assertThat(sh("echo fine; echo 'no cache' >&2; exit 3"))
        .isEqualTo(StepOutcome.failed(SAID + "ended with exit code 3: no cache"));
  }

  @Test
  void numbersThatItPrintsAreShown() {
    String numbers =
        "echo '{\"p50_ms\": 4, \"p95_ms\": 12.5, \"p99_ms\": 40, \"requests\": 3000, \"errors\":"
            + " 2}'";
    assertThat(sh("echo warm; " + numbers).line())
        .isEqualTo(
            SAID + "ended well: warm; 3,000 requests, 2 errors, p50 4 ms, p95 12.5 ms, p99 40 ms");
    assertThat(sh("echo '{\"p95_ms\": 7}'; echo warm").line())
        .isEqualTo(SAID + "ended well: warm; p95 7 ms");
  }

  @Test
  void whatOnlyLooksLikeNumbersIsALineLikeAnyOther() {
    assertThat(sh("echo '{p95_ms}'").line()).isEqualTo(SAID + "ended well: {p95_ms}");
    assertThat(sh("echo '{\"p95_ms\": \"fast\"}'").line())
        .isEqualTo(SAID + "ended well: {\"p95_ms\": \"fast\"}");
  }

  @Test
  void itsArgumentsAreFilledInAndNeedNoQuoting() {
    String argument = "{cluster} {version} $HOME;'";
    assertThat(
            run(
                Policies.script(
                    "/bin/sh", "-c", "printf '<%s>' \"$@\"", "sh", argument, "--url={url}", "{x}")))
        .isEqualTo(
            StepOutcome.done(
                SAID
                    + "ended well: <green v2 $HOME;'><--url=http://green-1:8080>"
                    + "<--url=http://green-2:8080/x?y=1&z><{x}>"));
  }

  @Test
  void itsEnvironmentSaysWhatItIsForAndHoldsNothingElseOfOurs() {
    StepOutcome outcome =
        sh("env | cut -d= -f1 | grep -v -E '^(_|PWD|OLDPWD|SHLVL|LC_.*)$' | sort | tr '\\n' ' '");
    List<String> names = Arrays.asList(outcome.line().split(": ", -1)[2].split(" ", -1));
    assertThat(names)
        .contains("PATH", "SIGNALBOX_CLUSTER", "SIGNALBOX_URLS", "SIGNALBOX_VERSION")
        .isSubsetOf(
            "HOME",
            "JAVA_HOME",
            "LANG",
            "LOGNAME",
            "PATH",
            "SHELL",
            "SIGNALBOX_CLUSTER",
            "SIGNALBOX_CONCURRENCY",
            "SIGNALBOX_MAX_P95_MS",
            "SIGNALBOX_REQUESTS",
            "SIGNALBOX_RUN",
            "SIGNALBOX_URLS",
            "SIGNALBOX_VERSION",
            "TMPDIR",
            "TZ",
            "USER");
    assertThat(
            sh("echo $SIGNALBOX_CLUSTER $SIGNALBOX_VERSION $SIGNALBOX_REQUESTS $SIGNALBOX_URLS")
                .line())
        .endsWith(": green v2 100 http://green-1:8080 http://green-2:8080/x?y=1&z");
  }

  @Test
  void aFloodIsReadToItsEndAndToldInALine() {
    String script = "yes 'spam' | head -c 20000000; echo; echo done; exit 1";
    assertThat(sh(script).line()).isEqualTo(SAID + "ended with exit code 1: done");
    assertThat(sh("head -c 20000000 /dev/zero | tr '\\0' x").line())
        .startsWith(SAID + "ended well: xxx")
        .hasSizeLessThan(260);
  }

  @Test
  void whatItWritesCannotForgeALine() {
    assertThat(sh("printf 'a\\033[2Jb\\342\\200\\256c\\rd\\377e\\n'").line())
        .isEqualTo(SAID + "ended well: d\ufffde");
    assertThat(sh("printf 'a\\033[2Jb\\342\\200\\256c\\n'").line())
        .isEqualTo(SAID + "ended well: a?[2Jb?c");
  }

  @Test
  void whatCannotBeStartedIsAFailure() {
    assertThat(run(Policies.script("/no/such/program")).line())
        .startsWith(SAID + "could not be started: ")
        .contains("No such file");
    assertThat(run(Policies.script()))
        .isEqualTo(StepOutcome.failed(SAID + "names no program: write at least one word"));
  }

  @Test
  void zeroRequestsSwitchItOffToo() {
    WarmUpPolicy off =
        new WarmUpPolicy(
            List.of(),
            new WarmUpPolicy.Load.Off(),
            Policies.MAX_P95,
            0,
            Policies.TIMEOUT,
            Optional.of(List.of("/no/such/program")));
    assertThat(run(off).line()).isEqualTo("the warm-up is switched off (0 requests)");
  }
}
