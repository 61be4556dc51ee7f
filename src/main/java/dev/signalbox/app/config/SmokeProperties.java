package dev.signalbox.app.config;

import static dev.signalbox.app.config.Inherited.either;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a version is smoke-tested, as far as it was said.
 *
 * @param suite a file with more checks below node and cluster, asked before those written here
 */
public record SmokeProperties(
    @Nullable Path suite,
    @Nullable List<Check> node,
    @Nullable List<Check> cluster,
    @Nullable Integer attempts,
    @Nullable Duration pause,
    @Nullable Duration recheckEvery) {

  /**
   * One check: a request over HTTP where there is a path, or one of the other kinds.
   *
   * @param attempts as often as the policy says if unsaid
   * @param atGate whether it is repeated while a gate waits
   */
  public record Check(
      @Nullable String name,
      @Nullable String path,
      @DefaultValue("GET") String method,
      @DefaultValue Map<String, String> requestHeaders,
      @Nullable String requestBody,
      @Nullable String host,
      @Nullable Path trust,
      @DefaultValue("false") Boolean followRedirects,
      @DefaultValue("200") List<Integer> status,
      @DefaultValue Map<String, String> headers,
      @DefaultValue Map<String, String> headerMatches,
      @Nullable String bodyContains,
      @Nullable String bodyMatches,
      @DefaultValue List<Json> json,
      @Nullable Tcp tcp,
      @Nullable Dns dns,
      @Nullable Program command,
      @DefaultValue("2s") Duration within,
      @Nullable Integer attempts,
      @DefaultValue("true") Boolean atGate) {}

  /** A place in a JSON body, by RFC 6901, and the text that must be there. */
  public record Json(@Nullable String pointer, @Nullable String is, @Nullable String matches) {}

  /** A connection over TCP; at the target's own address if unsaid. */
  public record Tcp(
      @Nullable String at,
      @Nullable String send,
      @Nullable String answerContains,
      @Nullable String answerMatches) {}

  /** A question to the DNS. */
  public record Dns(
      @Nullable String name,
      @DefaultValue("A") String type,
      @Nullable String server,
      @DefaultValue List<String> records) {}

  /** A program on the bot's machine. */
  public record Program(
      @DefaultValue List<String> argv,
      @DefaultValue Map<String, String> environment,
      @DefaultValue("0") Integer exitCode,
      @Nullable String outputContains,
      @Nullable String outputMatches) {}

  /** These, and the other ones where these say nothing. */
  SmokeProperties over(SmokeProperties base) {
    return new SmokeProperties(
        either(suite, base.suite),
        either(node, base.node),
        either(cluster, base.cluster),
        either(attempts, base.attempts),
        either(pause, base.pause),
        either(recheckEvery, base.recheckEvery));
  }
}
