package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.Hold;
import dev.signalbox.deployment.KeptCluster;
import dev.signalbox.deployment.Vote;
import dev.signalbox.port.DeploymentStore.Begun;
import dev.signalbox.port.GateStore;
import dev.signalbox.port.LaneStore;
import dev.signalbox.topology.Application;
import dev.signalbox.topology.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Gates, votes, and what belongs to lanes, on any database. */
interface GateContract extends StoreFixture {

  private GateStore gates() {
    return stores().gates();
  }

  private LaneStore lanes() {
    return stores().lanes();
  }

  private Gate opened() {
    return in(
        () -> {
          Deployment deployment =
              ((Begun.Started)
                      stores()
                          .deployments()
                          .begin(Samples.plan(Samples.SHOP), Samples.DANA, Samples.NOON, "here"))
                  .deployment();
          return gates()
              .open(
                  deployment,
                  Samples.evidence(true),
                  Samples.NOON,
                  Samples.NOON.plus(Duration.ofHours(1)));
        });
  }

  @Test
  default void aGateIsReadAsItWasOpenedAndAsItWasLeft() {
    Gate gate = opened();
    assertThat(gate.planDigest()).isEqualTo(Samples.plan(Samples.SHOP).digest());
    assertThat(gates().open(gate.deployment())).contains(gate);
    assertThat(gates().open()).containsExactly(gate);

    Gate revised = gate.revise(Samples.evidence(false));
    doIn(() -> gates().save(revised));
    assertThat(gates().find(gate.id())).contains(revised);

    Gate left = revised.leave(Gate.State.REJECTED);
    doIn(() -> gates().save(left));
    assertThat(gates().find(gate.id())).contains(left);
    assertThat(gates().open(gate.deployment())).isEmpty();
    assertThat(gates().open()).isEmpty();
  }

  @Test
  default void ofManyVotesOfOnePersonOneCounts() throws ExecutionException, InterruptedException {
    Gate gate = opened();

    List<Boolean> added =
        StoreFixture.atOnce(
            50,
            _ ->
                in(
                    () -> {
                      stores().deployments().lock(gate.deployment());
                      return gates().add(Samples.vote(gate, Samples.ALEX));
                    }));

    assertThat(added).containsOnlyOnce(true);
    assertThat(gates().votes(gate.id(), 1)).hasSize(1);
  }

  @Test
  default void aSecondVoteThatTookNoLockIsRefusedByTheDatabaseToo()
      throws ExecutionException, InterruptedException {
    Gate gate = opened();

    List<Boolean> added =
        StoreFixture.atOnce(20, _ -> in(() -> gates().add(Samples.vote(gate, Samples.ALEX))));

    assertThat(added).containsOnlyOnce(true);
  }

  @Test
  default void votesStandInTheOrderInWhichTheyWereGivenEachForItsRevision() {
    Gate gate = opened();
    Vote zoe = Samples.vote(gate, new Actor("zoe", "page:zoe"));
    Vote alex = Samples.vote(gate, Samples.ALEX);
    Vote later = Samples.vote(gate.revise(Samples.evidence(true)), Samples.ALEX);
    doIn(() -> List.of(zoe, alex, later).forEach(gates()::add));

    assertThat(gates().votes(gate.id(), 1))
        .extracting(v -> v.by().person())
        .containsExactly("zoe", "alex");
    assertThat(gates().votes(gate.id(), 2)).hasSize(1);

    assertThat(in(() -> gates().withdraw(zoe))).isTrue();
    assertThat(in(() -> gates().withdraw(zoe))).isFalse();
    assertThat(gates().votes(gate.id(), 1))
        .extracting(v -> v.by().person())
        .containsExactly("alex");
  }

  @Test
  default void aHoldIsReplacedByOneOnTheSameScopeAndReleasedOnce() {
    Hold.Scope lane = new Hold.Scope.OfLane(Samples.SHOP);
    Hold first = new Hold(lane, "a reason", Samples.DANA, Samples.NOON, Optional.empty());
    Hold second =
        new Hold(lane, "a better one", Samples.ALEX, Samples.NOON, Optional.of(Samples.NOON));
    doIn(() -> lanes().hold(first));
    doIn(() -> lanes().hold(second));

    assertThat(lanes().holds()).containsExactly(second);
    assertThat(in(() -> lanes().release(lane))).contains(second);
    assertThat(in(() -> lanes().release(lane))).isEmpty();
    assertThat(lanes().holds()).isEmpty();
  }

  @Test
  default void anApplicationCalledEverythingIsNotEverything() {
    Hold one =
        new Hold(
            new Hold.Scope.OfApplication(new Application("everything")),
            "one",
            Samples.DANA,
            Samples.NOON,
            Optional.empty());
    Hold all =
        new Hold(new Hold.Scope.Everything(), "all", Samples.DANA, Samples.NOON, Optional.empty());
    doIn(() -> lanes().hold(one));
    doIn(() -> lanes().hold(all));

    assertThat(lanes().holds()).containsExactlyInAnyOrder(one, all);
  }

  @Test
  default void aLaneKeepsOneClusterAtMost() {
    Gate gate = opened();
    KeptCluster blue =
        new KeptCluster(Samples.SHOP, "blue", new Version("v1"), gate.deployment(), Samples.NOON);
    KeptCluster green =
        new KeptCluster(Samples.SHOP, "green", new Version("v2"), gate.deployment(), Samples.NOON);
    doIn(() -> lanes().keep(blue));
    doIn(() -> lanes().keep(green));

    assertThat(lanes().kept(Samples.SHOP)).contains(green);
    assertThat(lanes().kept()).containsExactly(green);
    doIn(() -> lanes().forgetKept(Samples.SHOP));
    assertThat(lanes().kept(Samples.SHOP)).isEmpty();
  }

  @Test
  default void whatWasSeenLiveIsNotedAlsoOfALaneThatNeverHadADeployment() {
    assertThat(lanes().lastSeenLive(Samples.API)).isEmpty();
    doIn(() -> lanes().sawLive(Samples.API, "api-v1"));
    doIn(() -> lanes().sawLive(Samples.API, "api-v2"));

    assertThat(lanes().lastSeenLive(Samples.API)).contains("api-v2");
    opened();
    assertThat(lanes().lastSeenLive(Samples.SHOP)).isEmpty();
  }
}
