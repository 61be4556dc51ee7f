package dev.signalbox.probe;

import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.SmokeCheck.Common;
import dev.signalbox.topology.Version;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;

/** What the tests of checks share. */
public final class Asked {

  private Asked() {}

  /** What all checks have; at most five seconds. */
  public static Common common(String name) {
    return common(name, Duration.ofSeconds(5));
  }

  /** What all checks have. */
  public static Common common(String name, Duration within) {
    return new Common(name, within, OptionalInt.empty(), true);
  }

  /** The node {@code green-1} on {@code v2}. */
  public static Target at(URI address) {
    return new Target("green-1", address, new Version("v2"));
  }

  /** The sentence that the channel makes of a failed result. */
  public static String told(CheckResult result) {
    return (result.passed() ? "passed: " : "failed: ")
        + "expected "
        + result.expected()
        + ", seen "
        + result.seen();
  }
}
