package dev.signalbox.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.lab.node.Behaviour;
import dev.signalbox.load.Campaign.Kind;
import dev.signalbox.load.Campaign.Load;
import dev.signalbox.load.Campaign.Result;
import dev.signalbox.measured.Measurements;
import dev.signalbox.server.Needs;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fifty deployments under load: {@code ./mvnw test -Pbench -Dtest=FiftyDeploymentsBench}. */
@Tag("bench")
@Needs(program = "hey", debianPackage = "hey")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class FiftyDeploymentsBench {
  private static final int DEPLOYMENTS = 50;
  private static final Load LOAD = new Load(32, 0, Behaviour.WELL);
  private static final Load GENTLE = new Load(8, 25, Behaviour.WELL);

  @Test
  void noUserNoticesFiftyDeployments(@TempDir Path with, @TempDir Path without) {
    Result result = Campaign.run(with, DEPLOYMENTS, LOAD);
    Result gentle = Campaign.run(with.resolve("gentle"), Kind.values().length, GENTLE);
    Result careless = Campaign.run(without, Kind.values().length, LOAD, NoDrains.class);

    Measurements.write(
        "deployments-under-load",
        "Fifty deployments under load",
        List.of(
            "| run | deployments | requests | failed | 99 % within |",
            "| --- | --- | --- | --- | --- |",
            line("all that two cores answer, " + LOAD.users() + " users of each lane", result),
            line("200 requests a second, 8 users of each lane", gentle),
            line("control: load balancers that only say that they drain", careless),
            "",
            "Deployments that succeeded under all the load, of each kind: " + kinds(result) + ".",
            "They took " + result.took().toSeconds() + " s in all."));

    assertThat(result.unsuccessful()).isEmpty();
    assertThat(result.failed()).as(() -> "" + result.seen()).isZero();
    assertThat(careless.failed()).as("the control").isPositive();
  }

  private static String line(String run, Result result) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %,d | %,d | %.0f ms |",
        run,
        result.deployments().values().stream().mapToInt(Integer::intValue).sum(),
        result.answered() + result.failed(),
        result.failed(),
        result.slow() * 1000);
  }

  private static String kinds(Result result) {
    return Arrays.stream(Kind.values())
        .map(
            kind ->
                kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + " "
                    + result.deployments().getOrDefault(kind, 0))
        .collect(Collectors.joining(", "));
  }
}
