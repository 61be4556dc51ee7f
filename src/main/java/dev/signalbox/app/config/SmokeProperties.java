package dev.signalbox.app.config;

import static dev.signalbox.app.config.Inherited.either;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How a version is smoke-tested, as far as it was said. */
public record SmokeProperties(
    @Nullable List<Check> node,
    @Nullable List<Check> cluster,
    @Nullable Integer attempts,
    @Nullable Duration pause,
    @Nullable Duration recheckEvery) {

  /** One request and what its answer must be; {@code {version}} stands for the version. */
  public record Check(
      @Nullable String name,
      @Nullable String path,
      @DefaultValue("200") Integer status,
      @DefaultValue Map<String, String> headers,
      @Nullable String bodyContains,
      @DefaultValue List<Json> json,
      @DefaultValue("2s") Duration within) {}

  /** A place in a JSON body, by RFC 6901, and the text that must be there. */
  public record Json(@Nullable String pointer, @Nullable String is) {}

  /** These, and the other ones where these say nothing. */
  SmokeProperties over(SmokeProperties base) {
    return new SmokeProperties(
        either(node, base.node),
        either(cluster, base.cluster),
        either(attempts, base.attempts),
        either(pause, base.pause),
        either(recheckEvery, base.recheckEvery));
  }
}
