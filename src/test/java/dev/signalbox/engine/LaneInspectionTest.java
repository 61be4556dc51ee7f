package dev.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.Inspectable;
import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.Installer;
import dev.signalbox.port.LoadBalancer;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.TrafficSwitch;
import dev.signalbox.simulation.Ground;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LaneInspectionTest {
  private static final Node NODE = new Node("blue-1", URI.create("http://127.0.0.1:1"));

  private Supplier<String> live = () -> "blue";
  private Supplier<List<LoadBalancer.NodeState>> states = () -> List.of(state("blue-1", true));
  private Supplier<Optional<Version>> installed = () -> Optional.of(new Version("v1"));
  private boolean answersWell = true;

  @Test
  void whatIsAsItShouldBeIsGood() {
    assertThat(found())
        .containsExactly(
            new Finding.Good("key", "accepted"),
            new Finding.Good("traffic switch", "blue is live (as it says)"),
            new Finding.Good("load balancer, blue", "1 of 1 nodes serve"),
            new Finding.Good("node blue-1", "v1, 1 of 1 checks"),
            new Finding.Good("traffic meter", "0 requests counted so far"));
  }

  @Test
  void aSwitchThatPointsNowhereIsToBeMended() {
    live = () -> "old-server";
    assertThat(bad("traffic switch").seen()).contains("'old-server'", "no cluster of the lane");
  }

  @Test
  void anOutageIsAFindingAndTheRestIsTriedAllTheSame() {
    live =
        () -> {
          throw new PortFailure.Unreachable("nobody answers at /run/x.sock", null);
        };
    assertThat(bad("traffic switch").seen()).isEqualTo("nobody answers at /run/x.sock");
    assertThat(found()).hasSize(5);
  }

  @Test
  void aBalancerThatDoesNotKnowANodeIsToBeMended() {
    states = () -> List.of(state("web-1", true));
    assertThat(bad("load balancer, blue").seen()).isEqualTo("it does not know blue-1");
  }

  @Test
  void aClusterThatServesNobodyIsToBeMended() {
    states = () -> List.of(state("blue-1", false));
    assertThat(bad("load balancer, blue").seen()).isEqualTo("0 of 1 nodes serve");
  }

  @Test
  void aNodeThatFailsItsOwnChecksIsToBeMended() {
    answersWell = false;
    assertThat(bad("node blue-1").seen()).isEqualTo("v1, but health saw 500");
    assertThat(bad("node blue-1").remedy()).isEqualTo("expected 200 at http://127.0.0.1:1");
  }

  @Test
  void aBareNodeIsReachedAndNotChecked() {
    installed = Optional::empty;
    answersWell = false;
    assertThat(found()).contains(new Finding.Good("node blue-1", "reached; nothing is installed"));
  }

  private List<Finding> found() {
    return new LaneInspection(spec(), equipment()).inspect(Duration.ofSeconds(1));
  }

  private Finding.Bad bad(String what) {
    return found().stream()
        .filter(Finding.Bad.class::isInstance)
        .map(Finding.Bad.class::cast)
        .filter(it -> it.what().equals(what))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing bad about " + what + ": " + found()));
  }

  private static LoadBalancer.NodeState state(String name, boolean healthy) {
    return new LoadBalancer.NodeState(
        name, LoadBalancer.Rotation.READY, healthy, OptionalInt.empty());
  }

  private static LaneSpec spec() {
    LaneSpec usual = Ground.of(Strategy.ROLLING_UPDATE).spec(Ground.LANE);
    Cluster blue = new Cluster("blue", List.of(NODE), NODE.address());
    return new LaneSpec(
        usual.lane(),
        new Layout.FixedClusters(List.of(blue)),
        usual.rollout(),
        usual.smoke(),
        usual.warmUp(),
        usual.watch());
  }

  private Equipment equipment() {
    return new Equipment(
        new SayingSwitch(),
        new SayingBalancer(),
        Optional.of(new SayingInstaller()),
        Optional.empty(),
        _ -> List.of(),
        new Equipment.Probes(
            (target, _, _, _) ->
                List.of(
                    new CheckResult(
                        target,
                        "health",
                        answersWell,
                        "200",
                        answersWell ? "200" : "500",
                        Duration.ZERO)),
            (_, _, _, _, _) -> {
              throw new AssertionError("an inspection warms nothing up");
            }));
  }

  private static AssertionError changed() {
    return new AssertionError("an inspection changes nothing");
  }

  private final class SayingSwitch implements TrafficSwitch, Inspectable {
    @Override
    public List<Finding> inspect(Duration limit) {
      return List.of(new Finding.Good("key", "accepted"));
    }

    @Override
    public Live read() {
      return new Live(live.get(), "as it says");
    }

    @Override
    public StepOutcome prepare(Attempt attempt) {
      throw changed();
    }

    @Override
    public StepOutcome unprepare(Attempt attempt) {
      throw changed();
    }

    @Override
    public Swapped swap(String from, String to) {
      throw changed();
    }

    @Override
    public StepOutcome settle(String old, Attempt attempt) {
      throw changed();
    }

    @Override
    public Optional<Duration> statedWait() {
      return Optional.empty();
    }
  }

  private final class SayingBalancer implements LoadBalancer {
    @Override
    public List<NodeState> nodes(String cluster) {
      return states.get();
    }

    @Override
    public StepOutcome drain(String cluster, Node node, Attempt attempt) {
      throw changed();
    }

    @Override
    public StepOutcome restore(String cluster, Node node, Attempt attempt) {
      throw changed();
    }
  }

  private final class SayingInstaller implements Installer {
    @Override
    public Optional<Version> installed(Node node) {
      return installed.get();
    }

    @Override
    public StepOutcome install(Node node, Version version, Attempt attempt) {
      throw changed();
    }

    @Override
    public StepOutcome uninstall(Node node, Attempt attempt) {
      throw changed();
    }
  }
}
