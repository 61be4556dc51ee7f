package dev.signalbox.lab.control.told;

import dev.signalbox.lab.traffic.TrafficRow;
import dev.signalbox.lab.traffic.TrafficSecond;
import java.util.List;

/** Short answers of the control API. */
public sealed interface Told {

  /** What is live, after a swap or instead of one. */
  record Live(String live) implements Told {}

  /** Why something was not done, or could not be; fit to be shown to people. */
  record Problem(String error) implements Told {}

  /** That something was done. */
  record Done(String done) implements Told {}

  /** Every lane. */
  record Lab(List<LaneTold> lanes) implements Told {
    /** Copies the lanes. */
    public Lab {
      lanes = List.copyOf(lanes);
    }
  }

  /**
   * What was counted in some time.
   *
   * @param passed production traffic at the proxy, whoever sent it
   * @param seen what the lab's own users saw
   */
  record Traffic(List<TrafficRow> passed, List<TrafficRow> seen) implements Told {
    /** Copies the rows. */
    public Traffic {
      passed = List.copyOf(passed);
      seen = List.copyOf(seen);
    }
  }

  /** Production traffic at the proxy by the second. */
  record Seconds(List<TrafficSecond> seconds) implements Told {
    /** Copies the seconds. */
    public Seconds {
      seconds = List.copyOf(seconds);
    }
  }
}
