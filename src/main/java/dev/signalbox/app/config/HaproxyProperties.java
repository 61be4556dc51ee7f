package dev.signalbox.app.config;

import static dev.signalbox.app.config.Inherited.either;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a lane has at its HAProxys.
 *
 * @param instances every HAProxy that carries the lane's traffic, in the order in which they are
 *     changed
 * @param map the map that says what is live, as HAProxy's configuration names its file
 * @param key the lane's key in the map; its application and stage if unsaid
 * @param backends the backend of each cluster that stays
 * @param slots the backends that server groups are given
 * @param timeout the longest that one question or change may take, over all instances; 5s if unsaid
 */
public record HaproxyProperties(
    @DefaultValue Map<String, Instance> instances,
    @Nullable String map,
    @Nullable String key,
    @DefaultValue Map<String, String> backends,
    @DefaultValue List<String> slots,
    @Nullable Duration timeout) {

  /** What a load balancer does not say is as its lane's traffic switch has it. */
  HaproxyProperties over(@Nullable HaproxyProperties beside) {
    if (beside == null) {
      return this;
    }
    return new HaproxyProperties(
        instances.isEmpty() ? beside.instances : instances,
        either(map, beside.map),
        either(key, beside.key),
        backends.isEmpty() ? beside.backends : backends,
        slots.isEmpty() ? beside.slots : slots,
        either(timeout, beside.timeout));
  }

  /**
   * One HAProxy.
   *
   * @param socket its runtime API, a path or {@code host:port}
   * @param masterSocket its master's runtime API
   * @param machine where its files are, if not on this machine
   * @param mapFile the map's file as that machine has it; as HAProxy names it, if unsaid
   * @param stateDirectory its server-state-base, as that machine has it
   */
  public record Instance(
      @Nullable String socket,
      @Nullable String masterSocket,
      @Nullable String machine,
      @Nullable Path mapFile,
      @Nullable Path stateDirectory) {}
}
