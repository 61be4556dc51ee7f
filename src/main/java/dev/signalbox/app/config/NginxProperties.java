package dev.signalbox.app.config;

import static dev.signalbox.app.config.Inherited.either;

import dev.signalbox.traffic.nginx.NginxSettings.StatusFrom;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A lane's nginx, as a traffic switch and as a load balancer.
 *
 * @param instances every nginx that carries the lane's traffic, in the order in which they are
 *     changed; what one does not say is as it is said for all. If nothing is written, there is one
 * @param machine where it is, if not on this machine
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
    @DefaultValue Map<String, Instance> instances,
    @Nullable String machine,
    @Nullable Path include,
    @Nullable URI status,
    @DefaultValue("here") StatusFrom statusFrom,
    @Nullable String upstream,
    @Nullable String variable,
    @DefaultValue("nginx") List<String> program,
    @DefaultValue("/run/nginx.pid") Path pidFile,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue Health health) {

  /** That there is one nginx, which is as it is said for all. */
  private static final Instance ALONE = new Instance(null, null, null, null, null);

  /** Every nginx by its name, with all that is said for it; one is there always. */
  Map<String, NginxProperties> each() {
    Map<String, Instance> written =
        instances.isEmpty() ? Map.of(Inherited.or(machine, "this machine"), ALONE) : instances;
    Map<String, NginxProperties> each = new LinkedHashMap<>();
    written.forEach((name, it) -> each.put(name, with(it)));
    return each;
  }

  private NginxProperties with(Instance one) {
    return new NginxProperties(
        Map.of(),
        either(one.machine(), machine),
        either(one.include(), include),
        either(one.status(), status),
        statusFrom,
        upstream,
        variable,
        Inherited.or(one.program(), program),
        Inherited.or(one.pidFile(), pidFile),
        timeout,
        health);
  }

  /**
   * What is different at one of several.
   *
   * @param machine where it is
   * @param include the file that is changed
   * @param status the location that says what nginx runs
   * @param program nginx, with the arguments that it always has
   * @param pidFile where the number of its master process is
   */
  public record Instance(
      @Nullable String machine,
      @Nullable Path include,
      @Nullable URI status,
      @Nullable List<String> program,
      @Nullable Path pidFile) {}

  /**
   * How the bot sees whether a node is healthy.
   *
   * @param path what is asked for at the node's address; if nothing is written, a node is healthy
   *     that accepts connections
   * @param within the longest that the answer may take
   */
  public record Health(@Nullable String path, @DefaultValue("2s") Duration within) {}
}
