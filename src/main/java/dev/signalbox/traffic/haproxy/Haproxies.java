package dev.signalbox.traffic.haproxy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Every HAProxy that is configured, once: lanes that share one also share its turn to write. */
public final class Haproxies {
  private final Map<HaproxySettings.Instance, Haproxy> known = new ConcurrentHashMap<>();
  private final Function<HaproxySettings.Instance, HaproxyFiles> files;

  /** None as yet; gives each its files. */
  public Haproxies(Function<HaproxySettings.Instance, HaproxyFiles> files) {
    this.files = files;
  }

  /** The one of this description. */
  public Haproxy of(HaproxySettings.Instance instance) {
    return known.computeIfAbsent(instance, it -> new Haproxy(it, files.apply(it)));
  }
}
