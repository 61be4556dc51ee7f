package dev.signalbox.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Conditions on a row of a strategy table; the engine says which hold before it feeds an event.
 *
 * @param conditions in words, as {@code docs/states.md} shows them; all must hold, none is always
 */
public record Guard(List<String> conditions) {

  /** Holds always. */
  public static final Guard ALWAYS = new Guard(List.of());

  /** The gate has a quorum of valid approvals for its plan digest and evidence revision. */
  public static final Guard APPROVAL_SATISFIED = of("approval satisfied");

  /** The switch was read: production goes where the swap was to send it. */
  public static final Guard SWITCH_MOVED = of("switch moved");

  /** The switch was read: production does not go where the swap was to send it. */
  public static final Guard SWITCH_NOT_MOVED = of("switch not moved");

  /** The switch has not moved, and the evidence behind the approval is still fresh. */
  public static final Guard EVIDENCE_FRESH = of("evidence fresh");

  /** The switch has not moved, and the evidence behind the approval has aged. */
  public static final Guard EVIDENCE_AGED = of("evidence aged");

  /** The old cluster is kept on its version after the swap. */
  public static final Guard KEEP = of("old cluster kept");

  /** The old cluster is brought to the new version after the swap. */
  public static final Guard CONVERGE = of("old cluster converged");

  /** A failed watch swaps back by itself. */
  public static final Guard SWAP_BACK_AT_ONCE = of("set to swap back");

  /** A failed watch asks the people. */
  public static final Guard ASK_FIRST = of("set to ask");

  /** A failed watch changes nothing, and people are asked. */
  public static final Guard FREEZE = of("set to freeze");

  /** Production met the new version, and traffic is not away. */
  public static final Guard SERVED = of("new version served");

  /** Production never met the new version, and traffic is not away. */
  public static final Guard NOT_SERVED = of("new version never served");

  /**
   * Traffic was moved off the primary cluster and has not returned, whether or not production met
   * the new version meanwhile; it is again so after a swap back.
   */
  public static final Guard TRAFFIC_AWAY = of("traffic is away");

  /** Copies the conditions. */
  public Guard {
    conditions = List.copyOf(conditions);
  }

  /** The deployment rests because this phase failed. */
  public static Guard restedIn(Phase phase) {
    return of("rested in " + phase);
  }

  /** Both this guard and the other. */
  public Guard and(Guard other) {
    List<String> both = new ArrayList<>(conditions);
    both.addAll(other.conditions);
    return new Guard(both);
  }

  /** Whether all of its conditions are among those that the facts name. */
  public boolean holds(Set<Guard> facts) {
    return conditions.stream().allMatch(c -> facts.contains(of(c)));
  }

  /** The conditions as one phrase; empty for {@link #ALWAYS}. */
  public String label() {
    return String.join(", ", conditions);
  }

  private static Guard of(String condition) {
    return new Guard(List.of(condition));
  }
}
