package dev.signalbox.probe.warmup;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.deployment.WarmUpPolicy;
import dev.signalbox.deployment.WarmUpPolicy.Load;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.WarmUpProbe;
import dev.signalbox.probe.Unanswered;
import dev.signalbox.topology.Version;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Warms a version up with requests of its own, or by a team's script where the policy has one.
 *
 * <p><b>What is measured.</b> {@link Load.InTurn} is a closed loop: each of the concurrent users
 * sends its next request when it has the last byte of the answer to the one before. So a target
 * that stalls is asked less, and the stall is counted once per user instead of once per request
 * that real users would have sent meanwhile (<i>coordinated omission</i>). The percentiles
 * therefore say how long a version takes to answer at this concurrency, and whether it has got
 * faster; they do not say how it will behave under a given arrival rate.
 *
 * <p>{@link Load.AtRate} is an open loop, which does: requests begin at times that are fixed
 * beforehand, and each is measured from that time on, also when it had to wait because too many
 * were under way. A stall of a second at 100 requests per second is counted in 100 requests.
 *
 * <p>Percentiles are taken over the requests that were answered with a status below 400, so that
 * errors, which may be quick, do not improve them; all others count as errors. The time includes
 * connecting, which is rare, since connections are kept.
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
    Pace pace = new Pace(nanoTicker, attempt, policy.timeout());
    WarmUpWords words = new WarmUpWords(cluster, policy);
    return switch (policy.load()) {
      case Load.Off _ -> StepOutcome.done("the warm-up is switched off (0 requests)");
      case Load _ when policy.script().isPresent() ->
          script.run(
              new ScriptCall(policy.script().get(), cluster, version, targets, policy), pace);
      case Load.InTurn load ->
          sending(targets, policy, words, round -> closed(load, words).run(round, pace));
      case Load.AtRate load ->
          sending(targets, policy, words, round -> open(load, words).run(round, pace));
    };
  }

  private interface Sending {
    StepOutcome of(Round round) throws InterruptedException;
  }

  private static StepOutcome sending(
      List<URI> targets, WarmUpPolicy policy, WarmUpWords words, Sending sending) {
    try {
      return sending.of(Round.of(targets, policy.paths()));
    } catch (MalformedURLException e) {
      return StepOutcome.failed(words.of(Unanswered.because(e, targets.getFirst())));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return StepOutcome.failed(words.of("the warm-up was interrupted"));
    }
  }

  private ClosedLoop closed(Load.InTurn load, WarmUpWords words) {
    return new ClosedLoop(load, words, nanoTicker, requestTimeout);
  }

  private OpenLoop open(Load.AtRate load, WarmUpWords words) {
    return new OpenLoop(load, words, nanoTicker, requestTimeout);
  }
}
