package dev.signalbox.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.lab.node.Behaviour;
import dev.signalbox.load.Campaign.Kind;
import dev.signalbox.load.Campaign.Load;
import dev.signalbox.load.Campaign.Result;
import dev.signalbox.server.Needs;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Users of both applications send requests over kept connections while the whole bot deploys: a
 * deployment of each kind here, fifty in {@link FiftyDeploymentsBench}.
 */
@Needs(program = "hey", debianPackage = "hey")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DeploymentsUnderLoadTest {
  private static final Load LOAD = new Load(8, 25, Behaviour.WELL);

  /** Many slow requests are under way at any time, so that a node never stops between two. */
  private static final Load ALWAYS_UNDER_WAY = new Load(32, 0, Behaviour.SLOW_DRAIN);

  @TempDir Path directory;

  @Test
  void noUserNoticesADeploymentOfAnyKind() {
    Result result = Campaign.run(directory, Kind.values().length, LOAD);

    assertThat(result.unsuccessful()).isEmpty();
    assertThat(result.deployments()).containsOnlyKeys(Kind.values());
    assertThat(result.failed()).as(() -> "" + result.seen()).isZero();
    assertThat(result.answered()).isGreaterThan(1_000);
  }

  @Test
  void withoutDrainsTheyWouldNotice() {
    Result result = Campaign.run(directory, 4, ALWAYS_UNDER_WAY, NoDrains.class);

    assertThat(result.failed()).as(() -> result.unsuccessful() + "" + result.seen()).isPositive();
  }
}
