package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.StopRequest;
import dev.signalbox.port.DeploymentStore.Begun;
import dev.signalbox.port.DeploymentStore.Lease;
import dev.signalbox.topology.Lane;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Deployments and their lanes, on any database. */
interface DeploymentContract extends StoreFixture {

  private Begun begin(Lane lane) {
    return in(
        () -> stores().deployments().begin(Samples.plan(lane), Samples.DANA, Samples.NOON, "here"));
  }

  private Deployment begun(Lane lane) {
    return ((Begun.Started) begin(lane)).deployment();
  }

  private Deployment save(Deployment deployment) {
    doIn(() -> stores().deployments().save(deployment));
    return deployment;
  }

  @Test
  default void ofTwoHundredThatWantOneLaneExactlyOneStarts()
      throws ExecutionException, InterruptedException {
    List<Begun> answers = StoreFixture.atOnce(200, _ -> begin(Samples.SHOP));

    assertThat(answers).filteredOn(Begun.Started.class::isInstance).hasSize(1);
    assertThat(answers)
        .filteredOn(Begun.Occupied.class::isInstance)
        .containsOnly(new Begun.Occupied(new DeploymentId(1)));
    assertThat(stores().deployments().running()).hasSize(1);
  }

  @Test
  default void deploymentsOfManyLanesAreNumberedWithoutGaps()
      throws ExecutionException, InterruptedException {
    List<Deployment> all = StoreFixture.atOnce(40, i -> begun(Lane.of("app-" + i, "production")));

    assertThat(all)
        .extracting(d -> d.id().number())
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 40).boxed().toList());
  }

  @Test
  default void whatIsReadIsWhatWasWritten() {
    Deployment begun = begun(Samples.SHOP);
    assertThat(stores().deployments().find(begun.id())).contains(begun);

    Deployment later =
        begun
            .enter(Phase.NEEDS_ATTENTION, new Event.StepFailed("disk full on green-1"))
            .withTraffic(true, true)
            .withRequest(new StopRequest(Event.Kind.ABORT, Samples.ALEX, "nul \0 and \ud83d"));
    save(later);

    assertThat(stores().deployments().find(later.id()).orElseThrow().restedIn())
        .contains(Phase.PREPARING);
    assertThat(in(() -> stores().deployments().lock(later.id())).orElseThrow().plan())
        .isEqualTo(later.plan());
  }

  @Test
  default void anEndedDeploymentFreesItsLaneAndIsNotRevived() {
    Deployment first = begun(Samples.SHOP);
    assertThat(stores().deployments().occupying(Samples.SHOP)).contains(first);

    Deployment ended = save(first.enter(Phase.SUCCEEDED, new Event.Completed()));

    assertThat(stores().deployments().occupying(Samples.SHOP)).isEmpty();
    assertThat(stores().deployments().running()).isEmpty();
    assertThat(stores().deployments().lease(ended.id())).isEmpty();
    Deployment second = begun(Samples.SHOP);
    assertThat(second.id()).isEqualTo(new DeploymentId(2));
    assertThatThrownBy(() -> save(first)).isInstanceOf(IllegalStateException.class);
    save(ended);
    assertThat(stores().deployments().occupying(Samples.SHOP)).contains(second);
  }

  @Test
  default void theNewestComeFirstOfOneLaneOrOfAll() {
    begun(Samples.API);
    save(begun(Samples.SHOP).enter(Phase.UNDONE, new Event.Completed()));
    begun(Samples.SHOP);

    assertThat(stores().deployments().newest(Optional.empty(), 2))
        .extracting(d -> d.id().number())
        .containsExactly(3L, 2L);
    assertThat(stores().deployments().newest(Optional.of(Samples.API), 9))
        .extracting(d -> d.id().number())
        .containsExactly(1L);
  }

  @Test
  default void aLeaseIsTakenAndProlonged() {
    Deployment deployment = begun(Samples.SHOP);
    assertThat(stores().deployments().lease(deployment.id()))
        .hasValueSatisfying(lease -> assertThat(lease.owner()).isEqualTo("here"));

    Lease other = new Lease("there", Columns.stored(Samples.NOON.plusSeconds(30)));
    doIn(() -> stores().deployments().lease(deployment.id(), other));

    assertThat(stores().deployments().lease(deployment.id())).contains(other);
  }

  @Test
  default void aRefusedTransactionTakesNoNumberAndLeavesNothing() {
    assertThatThrownBy(
            () ->
                doIn(
                    () -> {
                      stores()
                          .deployments()
                          .begin(Samples.plan(Samples.SHOP), Actor.SIGNALBOX, Samples.NOON, "x");
                      throw new IllegalArgumentException("changed my mind");
                    }))
        .hasMessage("changed my mind");

    assertThat(stores().deployments().running()).isEmpty();
    assertThat(begun(Samples.SHOP).id()).isEqualTo(new DeploymentId(1));
  }

  @Test
  default void whoLocksADeploymentSeesWhatTheOneBeforeWrote()
      throws ExecutionException, InterruptedException {
    DeploymentId id = begun(Samples.SHOP).id();

    StoreFixture.atOnce(
        30,
        _ ->
            in(
                () -> {
                  Deployment now = stores().deployments().lock(id).orElseThrow();
                  stores().deployments().save(now.enter(now.phase(), new Event.Restarted()));
                  return true;
                }));

    assertThat(stores().deployments().find(id).orElseThrow().visit()).isEqualTo(31);
  }

  @Test
  default void changesOutsideATransactionAreRefused() {
    assertThatThrownBy(() -> stores().deployments().lock(new DeploymentId(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Transactions.in");
  }
}
