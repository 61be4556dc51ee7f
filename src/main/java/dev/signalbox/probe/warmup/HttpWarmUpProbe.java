package dev.signalbox.probe.warmup;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.WarmUpPolicy;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.WarmUpProbe;
import dev.signalbox.topology.Version;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Warms a version up with requests of its own, or by a team's script where the policy has one.
 *
 * <p><b>What is measured.</b> The requests are a closed loop: each of the policy's concurrent users
 * sends its next request when it has the last byte of the answer to the one before. So a target
 * that stalls is asked less, and the stall is counted once per user instead of once per request
 * that real users would have sent meanwhile (<i>coordinated omission</i>). The percentiles
 * therefore say how long a version takes to answer at this concurrency, and whether it has got
 * faster, which is what a warm-up asks; they do not say how it will behave under a given arrival
 * rate, which the watch after the swap does. They are taken over the requests that were answered
 * with a status below 400, so that errors, which may be quick, do not improve them; all others
 * count as errors. The time includes connecting, which is rare, since connections are kept.
 *
 * <p>Requests in all 0 switches the warm-up off, the script too.
 */
public final class HttpWarmUpProbe implements WarmUpProbe {

  private final LongSupplier nanoTicker;
  private final Duration requestTimeout;
  private final ScriptWarmUp script;

  /** Measures with this ticker, and gives a single request ten seconds. */
  public HttpWarmUpProbe(LongSupplier nanoTicker) {
    this(nanoTicker, Duration.ofSeconds(10), Duration.ofSeconds(3));
  }

  /**
   * As above.
   *
   * @param requestTimeout after which a request without a complete answer is an error
   * @param grace how long a script that must end has to do so by itself
   */
  HttpWarmUpProbe(LongSupplier nanoTicker, Duration requestTimeout, Duration grace) {
    this.nanoTicker = nanoTicker;
    this.requestTimeout = requestTimeout;
    this.script = new ScriptWarmUp(grace);
  }

  @Override
  public StepOutcome warmUp(
      String cluster, Version version, List<URI> targets, WarmUpPolicy policy, Attempt attempt) {
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("nothing to warm up in " + cluster);
    }
    if (policy.requests() <= 0) {
      return StepOutcome.done("the warm-up is switched off (0 requests)");
    }
    Pace pace = new Pace(nanoTicker, attempt, policy.timeout());
    return policy
        .script()
        .map(argv -> script.run(new ScriptCall(argv, cluster, version, targets, policy), pace))
        .orElseGet(() -> requests(cluster, targets, policy, pace));
  }

  private StepOutcome requests(String cluster, List<URI> targets, WarmUpPolicy policy, Pace pace) {
    return new ClosedLoop(cluster, policy, nanoTicker, requestTimeout).run(targets, pace);
  }
}
