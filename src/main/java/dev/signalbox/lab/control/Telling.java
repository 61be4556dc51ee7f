package dev.signalbox.lab.control;

import dev.signalbox.lab.control.told.ClusterTold;
import dev.signalbox.lab.control.told.LaneTold;
import dev.signalbox.lab.control.told.NodeTold;
import dev.signalbox.lab.control.told.WorkTold;
import dev.signalbox.lab.http.JettyPlatform;
import dev.signalbox.lab.proxy.BackendView;
import dev.signalbox.lab.proxy.ClusterView;
import dev.signalbox.lab.site.LaneSite;
import dev.signalbox.lab.site.Work;
import dev.signalbox.lab.state.GroupLabel;
import dev.signalbox.lab.state.LaneState;
import dev.signalbox.lab.state.NodeState;
import java.net.URI;

/** Tells what a lane is like, from what is remembered and what the router sees. */
record Telling(LaneSite site) {

  LaneTold lane(int trickle) {
    LaneState state = site.state();
    return new LaneTold(
        site.lane().toString(),
        entrance(),
        state.live(),
        state.prepared(),
        trickle,
        site.traffic().clusters().stream().map(view -> cluster(view, state)).toList());
  }

  ClusterTold cluster(String name) {
    return cluster(site.traffic().cluster(name), site.state());
  }

  NodeTold node(String name) {
    return node(site.traffic().node(name), site.state());
  }

  private ClusterTold cluster(ClusterView view, LaneState state) {
    return new ClusterTold(
        view.name(),
        view.live(),
        URI.create(entrance() + "/~" + view.name()),
        view.inFlight(),
        state.cluster(view.name()).flatMap(it -> it.group()).map(it -> group(view.name(), it)),
        view.nodes().stream().map(node -> node(node, state)).toList());
  }

  private ClusterTold.Group group(String name, GroupLabel label) {
    return new ClusterTold.Group(
        label.version(), label.deployment(), work(site.groups().work(name)));
  }

  private NodeTold node(BackendView view, LaneState state) {
    return new NodeTold(
        view.node(),
        view.address(),
        state.node(view.node()).flatMap(NodeState::version),
        state.node(view.node()).map(NodeState::running).orElse(false),
        view.draining(),
        view.healthy(),
        view.inRotation(),
        view.inFlight(),
        work(site.installations().work(view.node())));
  }

  private URI entrance() {
    return URI.create("http://%s:%d".formatted(JettyPlatform.LOOPBACK, site.port()));
  }

  static WorkTold work(Work work) {
    return switch (work) {
      case Work.Idle _ -> new WorkTold(WorkTold.State.IDLE, "", "");
      case Work.Running(String goal) -> new WorkTold(WorkTold.State.RUNNING, goal, "");
      case Work.Done(String goal) -> new WorkTold(WorkTold.State.DONE, goal, "");
      case Work.Failed(String goal, String reason) ->
          new WorkTold(WorkTold.State.FAILED, goal, reason);
    };
  }
}
