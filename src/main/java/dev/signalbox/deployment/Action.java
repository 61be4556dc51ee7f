package dev.signalbox.deployment;

import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What one step does; data, so that it can be planned, shown, approved and undone. */
public sealed interface Action {

  /** Makes the switch ready, for instance lowers a TTL and waits the old one out. */
  record PrepareSwitch() implements Action {}

  /** Takes back what {@link PrepareSwitch} did. */
  record UnprepareSwitch() implements Action {}

  /** Stops sending the node traffic and waits until it has none. */
  record Drain(String cluster, Node node) implements Action {}

  /** Sends the node traffic again. */
  record Restore(String cluster, Node node) implements Action {}

  /**
   * Puts a version onto a node.
   *
   * @param before what was installed when the plan was made, or empty for nothing
   */
  record Install(String cluster, Node node, Version version, Optional<Version> before)
      implements Action {}

  /** Takes whatever version there is off a node that had none before. */
  record Uninstall(String cluster, Node node) implements Action {}

  /** Smoke-checks one node at its own address. */
  record SmokeNode(String cluster, Node node, Version version) implements Action {}

  /** Smoke-checks every node of a cluster and the cluster through its entrance. */
  record SmokeCluster(String cluster, Version version) implements Action {}

  /** Warms up a cluster, or only the named nodes where there are any. */
  record WarmUp(String cluster, Version version, List<Node> only) implements Action {}

  /**
   * Makes a server group and waits until it is healthy.
   *
   * @param artifact exactly what the version stood for when the plan was made, such as an image's
   *     digest; empty where the version's name is all that there is
   */
  record Provision(String group, Version version, Optional<String> artifact, int size)
      implements Action {}

  /** Destroys a server group; nobody may be sent to it any more. */
  record Retire(String group, Version version) implements Action {}

  /** Sends production from one cluster to the other, as compare-and-set. */
  record Swap(String from, String to) implements Action {}

  /** Waits until nobody can be sent to the old cluster any more. */
  record Settle(String old) implements Action {}

  /** Judges the version under production traffic. */
  record Watch(String cluster, Version version, Duration time) implements Action {}

  /** Looks whether a kept cluster can take traffic: every node healthy, on this version. */
  record CheckKept(String cluster, Version version) implements Action {}

  /** Whether it changes anything outside, so that it needs an undo. */
  default boolean changesSomething() {
    return switch (this) {
      case PrepareSwitch _, UnprepareSwitch _, Drain _, Restore _, Install _, Uninstall _ -> true;
      case Provision _, Retire _, Swap _ -> true;
      case SmokeNode _, SmokeCluster _, WarmUp _, Settle _, Watch _, CheckKept _ -> false;
    };
  }

  /** What undoes it, known before it runs (promise 10). */
  default Undo undo() {
    return switch (this) {
      case PrepareSwitch _ -> Undo.by(new UnprepareSwitch());
      case UnprepareSwitch _ -> Undo.by(new PrepareSwitch());
      case Drain(String cluster, Node node) -> Undo.by(new Restore(cluster, node));
      case Restore(String cluster, Node node) -> Undo.by(new Drain(cluster, node));
      case Install(String cluster, Node node, Version version, Optional<Version> before) ->
          Undo.by(
              before
                  .<Action>map(v -> new Install(cluster, node, v, Optional.of(version)))
                  .orElseGet(() -> new Uninstall(cluster, node)));
      case Uninstall _ ->
          new Undo.Impossible("what was there is not known; deploy a version again");
      case Provision(String group, Version version, var _, int _) ->
          Undo.by(new Retire(group, version));
      case Retire(String group, Version version) ->
          new Undo.Impossible("deploy " + version + " again to make " + group + " anew");
      case Swap(String from, String to) -> Undo.by(new Swap(to, from));
      case SmokeNode _, SmokeCluster _, WarmUp _, Settle _, Watch _, CheckKept _ ->
          new Undo.NotNeeded();
    };
  }

  /** One line for the plan and the channel. */
  default String label() {
    return switch (this) {
      case PrepareSwitch _ -> "prepare the switch";
      case UnprepareSwitch _ -> "take the switch's preparation back";
      case Drain(String _, Node node) -> "drain " + node;
      case Restore(String _, Node node) -> "restore " + node;
      case Install(String _, Node node, Version version, Optional<Version> before) ->
          "install " + version + " on " + node + before.map(v -> " (was " + v + ")").orElse("");
      case Uninstall(String _, Node node) -> "uninstall " + node;
      case SmokeNode(String _, Node node, Version _) -> "smoke-test " + node;
      case SmokeCluster(String cluster, Version _) -> "smoke-test cluster " + cluster;
      case WarmUp(String cluster, Version _, List<Node> only) ->
          "warm up " + (only.isEmpty() ? cluster : only.getFirst().name());
      case Provision(String group, Version version, Optional<String> artifact, int size) ->
          "make server group "
              + group
              + " of "
              + size
              + " on "
              + version
              + artifact.map(it -> " (" + it + ")").orElse("");
      case Retire(String group, Version _) -> "remove server group " + group;
      case Swap(String from, String to) -> "swap traffic " + from + " → " + to;
      case Settle(String old) -> "wait until " + old + " is quiet";
      case Watch(String cluster, Version version, Duration time) ->
          "watch " + version + " on " + cluster + " for " + time.toSeconds() + " s";
      case CheckKept(String cluster, Version version) -> "check " + cluster + " on " + version;
    };
  }
}
