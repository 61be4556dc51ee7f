package dev.signalbox.operation;

import dev.signalbox.access.Role;
import dev.signalbox.access.Verdict;
import dev.signalbox.command.Command;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.KeptCluster;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.LoadBalancer.NodeState;
import dev.signalbox.port.PortFailure;
import dev.signalbox.report.Tone;
import dev.signalbox.topology.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what is live, what runs, what waits and what is held; and what was deployed before. */
final class ShowStatus {
  private final Services services;
  private final Meaning meaning;

  ShowStatus(Services services, Meaning meaning) {
    this.services = services;
    this.meaning = meaning;
  }

  Answer status(Caller caller, Command.ShowStatus command) {
    List<Lane> lanes = readable(caller, meaning.lanes(caller.channel(), command.where()));
    if (lanes.isEmpty()) {
      return Answer.refused("there is no lane here that you may look at");
    }
    List<String> lines = new ArrayList<>();
    lanes.forEach(lane -> describe(lane, lines));
    int running = (int) lanes.stream().filter(l -> occupying(l).isPresent()).count();
    String text = running == 0 ? "Nothing runs." : running + " running.";
    return Answer.said(Tone.NEUTRAL, text, lines);
  }

  Answer history(Caller caller, Command.ShowHistory command) {
    List<Lane> lanes = readable(caller, meaning.lanes(caller.channel(), command.where()));
    List<String> lines =
        services.stores().deployments().newest(Optional.empty(), 200).stream()
            .filter(d -> lanes.contains(d.plan().lane()))
            .limit(command.entries())
            .map(ShowStatus::line)
            .toList();
    return Answer.said(
        Tone.NEUTRAL, lines.isEmpty() ? "Nothing was deployed here yet." : "Newest first:", lines);
  }

  private List<Lane> readable(Caller caller, List<Lane> lanes) {
    return lanes.stream()
        .filter(
            l ->
                services.access().may(caller.identity(), Role.READ, l.stage())
                    instanceof Verdict.Allowed)
        .toList();
  }

  private void describe(Lane lane, List<String> lines) {
    lines.add(lane + ": " + live(lane));
    occupying(lane).ifPresent(d -> lines.add("  " + line(d)));
    services
        .requests()
        .hold(lane)
        .ifPresent(h -> lines.add("  held by " + h.by() + ": " + h.reason()));
    services
        .stores()
        .lanes()
        .kept(lane)
        .filter(k -> services.clock().instant().isBefore(k.expiresAt()))
        .ifPresent(k -> lines.add("  " + kept(k)));
  }

  private String live(Lane lane) {
    try {
      Equipment equipment = services.equipment().of(lane);
      String live = equipment.trafficSwitch().read().cluster();
      List<NodeState> nodes = equipment.loadBalancer().nodes(live);
      long serve = nodes.stream().filter(NodeState::serves).count();
      String version = services.requests().version(lane, live).map(v -> " on " + v).orElse("");
      String drift =
          services
              .stores()
              .lanes()
              .lastSeenLive(lane)
              .filter(seen -> !seen.equals(live))
              .map(seen -> "; drift: last seen was " + seen)
              .orElse("");
      return "production goes to "
          + live
          + version
          + ", "
          + serve
          + " of "
          + nodes.size()
          + " nodes serve"
          + drift;
    } catch (PortFailure e) {
      return e.reason();
    }
  }

  private Optional<Deployment> occupying(Lane lane) {
    return services.stores().deployments().occupying(lane);
  }

  private static String kept(KeptCluster k) {
    return k.cluster()
        + " is kept on "
        + k.version()
        + " until "
        + Times.of(k.expiresAt())
        + " for /rollback";
  }

  private static String line(Deployment d) {
    String why = d.reason().isEmpty() ? "" : " (" + d.reason() + ")";
    return d.id()
        + " "
        + Times.of(d.requestedAt())
        + " "
        + d.plan().version()
        + " to "
        + d.plan().lane()
        + " by "
        + d.plan().strategy().word()
        + ", asked by "
        + d.requester()
        + ": "
        + d.phase().label()
        + why;
  }
}
