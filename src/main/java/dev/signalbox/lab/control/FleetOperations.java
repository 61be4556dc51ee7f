package dev.signalbox.lab.control;

import dev.signalbox.lab.control.told.Asked;
import dev.signalbox.lab.site.LaneSite;
import dev.signalbox.lab.state.GroupLabel;
import dev.signalbox.topology.Version;
import java.util.List;
import java.util.regex.Pattern;

/** What can be done to nodes and server groups. */
record FleetOperations(Lanes lanes) {
  private static final String LANE = "/lanes/{application}/{stage}";
  private static final String NODE = LANE + "/nodes/{node}";
  private static final String GROUP = LANE + "/groups/{group}";
  private static final Pattern GROUP_NAME = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,59}");
  private static final int LARGEST_GROUP = 20;

  List<Operation> list() {
    return List.of(
        new Operation("look", "GET", NODE, this::node),
        new Operation("install", "PUT", NODE + "/installation", this::install),
        new Operation("uninstall", "DELETE", NODE + "/installation", this::uninstall),
        new Operation("cancel", "POST", NODE + "/installation/cancel", this::cancel),
        new Operation("look", "GET", NODE + "/installation/ended", this::ended),
        new Operation("provision", "PUT", GROUP, this::provision),
        new Operation("retire", "DELETE", GROUP, this::retire),
        new Operation("look", "GET", GROUP + "/made", this::made),
        new Operation("break", "POST", NODE + "/crash", this::crash),
        new Operation("break", "POST", NODE + "/revive", this::revive),
        new Operation("break", "PUT", NODE + "/health", this::feelWell));
  }

  private Answer node(Call call) {
    return Answer.ok(new Telling(lanes.of(call)).node(call.named("node")));
  }

  private Answer install(Call call) {
    String version = version(call.asked(Asked.Install.class).version());
    lanes.of(call).installations().install(call.named("node"), version);
    return node(call);
  }

  private Answer uninstall(Call call) {
    lanes.of(call).installations().uninstall(call.named("node"));
    return node(call);
  }

  private Answer cancel(Call call) {
    lanes.of(call).installations().cancel(call.named("node"));
    return node(call);
  }

  private Answer ended(Call call) throws InterruptedException {
    lanes.of(call).installations().await(call.named("node"), call.patience());
    return node(call);
  }

  private Answer provision(Call call) {
    Asked.Provision wanted = call.asked(Asked.Provision.class);
    if (!GROUP_NAME.matcher(call.named("group")).matches()) {
      throw new Call.BadCallException("A group's name is 1 to 60 of a-z, 0-9, '_', '.' and '-'.");
    }
    if (wanted.size() < 1 || wanted.size() > LARGEST_GROUP) {
      throw new Call.BadCallException(
          "size: found " + wanted.size() + ", write 1 to " + LARGEST_GROUP);
    }
    GroupLabel label = new GroupLabel(version(wanted.version()), wanted.deployment());
    lanes.of(call).groups().provision(call.named("group"), label, wanted.size());
    return group(call);
  }

  private Answer made(Call call) throws InterruptedException {
    lanes.of(call).groups().await(call.named("group"), call.patience());
    return group(call);
  }

  private Answer group(Call call) {
    return Answer.ok(new Telling(lanes.of(call)).cluster(call.named("group")));
  }

  private Answer retire(Call call) {
    lanes.of(call).groups().retire(call.named("group"));
    return Answer.done(call.named("group") + " is gone");
  }

  private Answer crash(Call call) {
    lanes.of(call).breakage().crash(call.named("node"));
    return node(call);
  }

  private Answer revive(Call call) {
    LaneSite lane = lanes.of(call);
    lane.breakage().revive(call.named("node"), lane.state());
    return node(call);
  }

  private Answer feelWell(Call call) {
    lanes.of(call).breakage().feelWell(call.named("node"), call.asked(Asked.Health.class).well());
    return node(call);
  }

  private static String version(String text) {
    try {
      return new Version(text).text();
    } catch (IllegalArgumentException odd) {
      throw new Call.BadCallException(String.valueOf(odd.getMessage()));
    }
  }
}
