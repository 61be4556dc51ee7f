package dev.signalbox.app.config;

import dev.signalbox.traffic.nginx.NginxSettings.StatusFrom;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A lane's nginx, as a traffic switch and as a load balancer.
 *
 * @param include the file that is changed; needed
 * @param status the location that says what nginx runs; needed
 * @param statusFrom who asks for it
 * @param upstream the name of a cluster's upstream; if nothing is written, application, stage and
 *     cluster with hyphens between
 * @param variable what the names of the two variables begin with; if nothing is written,
 *     application and stage
 * @param program nginx, with the arguments that it always has
 * @param pidFile where the number of its master process is
 * @param timeout the longest that a test, and that a reload may take
 * @param health how the bot sees whether a node is healthy
 */
public record NginxProperties(
    @Nullable Path include,
    @Nullable URI status,
    @DefaultValue("here") StatusFrom statusFrom,
    @Nullable String upstream,
    @Nullable String variable,
    @DefaultValue("nginx") List<String> program,
    @DefaultValue("/run/nginx.pid") Path pidFile,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue Health health) {

  /**
   * How the bot sees whether a node is healthy.
   *
   * @param path what is asked for at the node's address; if nothing is written, a node is healthy
   *     that accepts connections
   * @param within the longest that the answer may take
   */
  public record Health(@Nullable String path, @DefaultValue("2s") Duration within) {}
}
