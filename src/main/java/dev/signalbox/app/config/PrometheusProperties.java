package dev.signalbox.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a Prometheus has scraped of a lane's router.
 *
 * @param url where it is; needed
 * @param bearerTokenFile holds the token that it asks for
 * @param user the name that it asks for
 * @param passwordFile holds the password that goes with the name
 * @param timeout the longest that one query takes
 * @param requests how many there were in {@code {window}}; needed, like the next two
 * @param failed how many of them users would call failed
 * @param p95 the 95th percentile of their latency, in seconds
 * @param p50 the median; if nothing is written, p95
 * @param p99 the 99th percentile; if nothing is written, p95
 * @param clusterLabel the label that names the cluster
 * @param cluster what that label says, with {@code {cluster}} in it
 * @param versionLabel the label that names the version, where there is one
 * @param leastWindow no shorter time is asked about: two scrapes have to be within it
 * @param conditions what a watched version has to hold beyond these
 */
public record PrometheusProperties(
    @Nullable URI url,
    @Nullable Path bearerTokenFile,
    @Nullable String user,
    @Nullable Path passwordFile,
    @DefaultValue("5s") Duration timeout,
    @Nullable String requests,
    @Nullable String failed,
    @Nullable String p95,
    @Nullable String p50,
    @Nullable String p99,
    @DefaultValue("cluster") String clusterLabel,
    @DefaultValue("{cluster}") String cluster,
    @DefaultValue("version") String versionLabel,
    @DefaultValue("30s") Duration leastWindow,
    @DefaultValue List<Condition> conditions) {

  /**
   * What a watched version has to hold.
   *
   * @param name for people; if nothing is written, the query
   * @param query comes to one number; needed
   * @param max the most that it may come to
   * @param min the least
   * @param maxRatio the most in proportion to the old cluster before the swap
   */
  public record Condition(
      @Nullable String name,
      @Nullable String query,
      @Nullable Double max,
      @Nullable Double min,
      @Nullable Double maxRatio) {}
}
