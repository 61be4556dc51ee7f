package dev.signalbox.app.config;

import static dev.signalbox.app.config.Inherited.either;

import dev.signalbox.deployment.RolloutPolicy.AfterSwap;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How a lane is rolled out, as far as it was said. */
public record RolloutProperties(
    @Nullable String strategy,
    @Nullable String batchSize,
    @Nullable String minimumHealthy,
    @Nullable Integer installAttempts,
    @Nullable AfterSwap afterSwap,
    @Nullable Duration keptFor,
    @DefaultValue Timeouts timeouts) {

  /** The longest that each kind of waiting may take. */
  public record Timeouts(
      @Nullable Duration drain,
      @Nullable Duration install,
      @Nullable Duration settle,
      @Nullable Duration evidenceAge) {

    Timeouts over(Timeouts base) {
      return new Timeouts(
          either(drain, base.drain),
          either(install, base.install),
          either(settle, base.settle),
          either(evidenceAge, base.evidenceAge));
    }
  }

  /** These, and the other ones where these say nothing. */
  RolloutProperties over(RolloutProperties base) {
    return new RolloutProperties(
        either(strategy, base.strategy),
        either(batchSize, base.batchSize),
        either(minimumHealthy, base.minimumHealthy),
        either(installAttempts, base.installAttempts),
        either(afterSwap, base.afterSwap),
        either(keptFor, base.keptFor),
        timeouts.over(base.timeouts));
  }
}
