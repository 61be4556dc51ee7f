package dev.signalbox.traffic.haproxy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one lane has at its HAProxys.
 *
 * @param instances all that carry the lane's traffic, in the order in which they are changed
 * @param map as HAProxy knows it: the path in its configuration
 * @param key the lane's key in the map
 * @param backends which backend each cluster has
 * @param timeout the longest that one question or one change may take, over all instances
 */
public record HaproxySettings(
    List<Instance> instances, String map, String key, Backends backends, Duration timeout) {

  /** Refuses words that HAProxy cannot be told, and what is missing or there twice. */
  public HaproxySettings {
    instances = List.copyOf(instances);
    if (instances.isEmpty()) {
      throw new IllegalArgumentException("instances: found none, write at least one");
    }
    requireWord("map", map);
    requireWord("key", key);
    if (instances.stream().map(Instance::name).distinct().count() != instances.size()) {
      throw new IllegalArgumentException("instances: a name is used twice");
    }
  }

  /**
   * One HAProxy.
   *
   * @param name what people call it
   * @param socket its runtime API, at level admin
   * @param masterSocket its master's runtime API, which knows the workers that a reload has left
   *     behind; empty where they are not to be counted
   * @param machine the name of the machine that has its files; empty for this one
   * @param mapFile the map, as its machine has it
   * @param stateDirectory its {@code server-state-base}, as its machine has it
   */
  public record Instance(
      String name,
      HaproxyAddress socket,
      Optional<HaproxyAddress> masterSocket,
      Optional<String> machine,
      Path mapFile,
      Path stateDirectory) {}

  /** Which backend each cluster has. */
  public sealed interface Backends {

    /**
     * Clusters that stay.
     *
     * @param byCluster the backend's name by the cluster's; a server is called as its node
     */
    record Fixed(Map<String, String> byCluster) implements Backends {
      /** Refuses words that HAProxy cannot be told, and a backend of two clusters. */
      public Fixed {
        byCluster = new LinkedHashMap<>(byCluster);
        byCluster.values().forEach(backend -> requireWord("backend", backend));
        if (byCluster.values().stream().distinct().count() != byCluster.size()) {
          throw new IllegalArgumentException("backends: one is there twice, write one per cluster");
        }
      }
    }

    /**
     * Server groups, each of which is given one of these backends while it exists.
     *
     * @param backends each with a {@code server-template}; three for one that is live, one that is
     *     kept and one that is new
     */
    record Slots(List<String> backends) implements Backends {
      /** Refuses words that HAProxy cannot be told, and a backend that is there twice. */
      public Slots {
        backends = List.copyOf(backends);
        backends.forEach(backend -> requireWord("backend", backend));
        if (backends.stream().distinct().count() != backends.size()) {
          throw new IllegalArgumentException("slots: a backend is there twice");
        }
      }
    }
  }

  /** Whether HAProxy would read the text as one word that means itself. */
  public static boolean isWord(String text) {
    return RuntimeCommand.isWord(text);
  }

  private static void requireWord(String field, String text) {
    if (!RuntimeCommand.isWord(text)) {
      throw new IllegalArgumentException(
          field + ": found '" + text + "', write letters, digits and _.:/@- without spaces");
    }
  }
}
