package dev.signalbox.lab.fault;

import java.util.Optional;

/**
 * One fault.
 *
 * @param operation what it strikes, as the control API names it, such as {@code swap}
 * @param lane only in this lane ({@code shop/production}); empty for any
 * @param subject only for this node or group; empty for any
 * @param effect what happens
 * @param times how often, at least once
 * @param millis the delay of {@link Effect#SLOW}; of no meaning otherwise
 */
public record Fault(
    String operation,
    Optional<String> lane,
    Optional<String> subject,
    Effect effect,
    int times,
    long millis) {

  /** Refuses to strike less than once. */
  public Fault {
    if (times < 1) {
      throw new IllegalArgumentException("times: found " + times + ", write at least 1");
    }
  }

  boolean strikes(String what, String where, String whom) {
    return operation.equals(what)
        && lane.map(where::equals).orElse(true)
        && subject.map(whom::equals).orElse(true);
  }

  /** What is left of it after it has struck. */
  Optional<Fault> struck() {
    return times == 1
        ? Optional.empty()
        : Optional.of(new Fault(operation, lane, subject, effect, times - 1, millis));
  }
}
