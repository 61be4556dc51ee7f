package dev.signalbox.deployment;

import dev.signalbox.topology.Application;
import dev.signalbox.topology.Lane;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody's word that nothing may be deployed, until it is released or its time passes.
 *
 * @param until empty for as long as nobody releases it
 */
public record Hold(Scope scope, String reason, Actor by, Instant since, Optional<Instant> until) {

  /** What is held. */
  public sealed interface Scope {
    /** One lane. */
    record OfLane(Lane lane) implements Scope {
      @Override
      public String toString() {
        return lane.toString();
      }
    }

    /** Every lane of one application. */
    record OfApplication(Application application) implements Scope {
      @Override
      public String toString() {
        return application.toString();
      }
    }

    /** Every lane. */
    record Everything() implements Scope {
      @Override
      public String toString() {
        return "everything";
      }
    }

    /** Whether the scope has the lane in it. */
    default boolean covers(Lane lane) {
      return switch (this) {
        case OfLane(Lane held) -> held.equals(lane);
        case OfApplication(Application held) -> held.equals(lane.application());
        case Everything _ -> true;
      };
    }
  }

  /** Whether it still holds at this instant. */
  public boolean holdsAt(Instant now) {
    return until.map(now::isBefore).orElse(true);
  }
}
