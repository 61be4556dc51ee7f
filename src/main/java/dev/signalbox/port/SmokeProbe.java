package dev.signalbox.port;

import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.topology.Version;
import java.net.URI;
import java.util.List;

/** Asks a node or a cluster and compares its answers. Never throws for what the target does. */
public interface SmokeProbe {

  /**
   * Runs every check once, in order.
   *
   * @param target what the results call it
   * @param address where it answers
   * @param version what {@code {version}} stands for in the checks
   * @return one result per check; a target that does not answer is a failed result
   */
  List<CheckResult> check(String target, URI address, Version version, List<SmokeCheck> checks);
}
