package dev.signalbox.engine;

import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.Provisioner;
import dev.signalbox.port.Provisioner.Resolved;
import dev.signalbox.port.Provisioner.ServerGroup;
import dev.signalbox.port.Provisioner.Wanted;
import dev.signalbox.port.TrafficSwitch.Live;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Version;
import java.util.Optional;

/**
 * Makes the first server group of a lane, beside which all later ones are deployed. Nothing goes
 * there by that: production is sent to it by hand, once, since there is nothing to swap from yet.
 * So it is no deployment, needs no gate, and may be asked for again.
 */
public final class FirstGroup {
  private final LaneSpec spec;
  private final Equipment equipment;

  /** The one of a lane. */
  public FirstGroup(LaneSpec spec, Equipment equipment) {
    this.spec = spec;
    this.equipment = equipment;
  }

  /**
   * Makes it, and waits until it is healthy and the router knows it; one of that version that is
   * there already is adopted. Throws a {@code PortFailure} when reality cannot be asked.
   */
  public StepOutcome make(Version version, Attempt attempt) {
    if (!(spec.layout() instanceof Layout.ServerGroups made) || equipment.provisioner().isEmpty()) {
      return StepOutcome.failed(
          spec.lane() + " has clusters that stay: nothing has to be made before the first /deploy");
    }
    Provisioner provisioner = equipment.provisioner().get();
    Live live = equipment.trafficSwitch().read();
    Optional<ServerGroup> serving =
        provisioner.groups().stream()
            .filter(it -> it.cluster().name().equals(live.cluster()))
            .findFirst();
    if (serving.isPresent()) {
      return StepOutcome.failed(
          "production of %s goes to %s on %s already: use /deploy"
              .formatted(spec.lane(), live.cluster(), serving.get().version()));
    }
    return switch (provisioner.resolve(version)) {
      case Resolved.Missing(String reason) -> StepOutcome.failed(reason);
      case Resolved.NameOnly _ -> make(provisioner, version, Optional.empty(), made, attempt);
      case Resolved.Exactly(String it) ->
          make(provisioner, version, Optional.of(it), made, attempt);
    };
  }

  private StepOutcome make(
      Provisioner provisioner,
      Version version,
      Optional<String> artifact,
      Layout.ServerGroups made,
      Attempt attempt) {
    String group = Planner.groupName(spec.lane(), version);
    Wanted wanted = new Wanted(group, version, artifact, made.size(), Optional.empty());
    return switch (provisioner.provision(wanted, attempt)) {
      case StepOutcome.Done done ->
          StepOutcome.done(
              done.line()
                  + "\nNothing goes there yet: send production to it by hand, once. What the switch"
                  + " says now: "
                  + equipment.trafficSwitch().read().detail());
      case StepOutcome other -> other;
    };
  }
}
