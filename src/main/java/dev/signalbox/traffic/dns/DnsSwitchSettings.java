package dev.signalbox.traffic.dns;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How one lane's production name is swapped.
 *
 * @param name the production name, such as {@code shop.example.org}
 * @param targets what it says for each cluster; all of them names, or all of them addresses
 */
public record DnsSwitchSettings(
    DnsServers servers, String name, Map<String, DnsTarget> targets, Times times) {

  private static final Duration LONGEST_TTL = Duration.ofSeconds(Integer.MAX_VALUE);

  /**
   * How long answers live.
   *
   * @param ttl what the TTL is between deployments; empty for what it was before it was lowered
   * @param swapTtl to what it is lowered before a swap; empty to leave it as it is
   * @param margin added to each wait for old answers, for clocks and slow resolvers
   */
  public record Times(Optional<Duration> ttl, Optional<Duration> swapTtl, Duration margin) {
    /** Refuses times that cannot be, or that contradict each other. */
    public Times {
      ttl.ifPresent(it -> requireSeconds("ttl", it));
      swapTtl.ifPresent(it -> requireSeconds("swap-ttl", it));
      if (margin.isNegative()) {
        throw new IllegalArgumentException("margin " + margin + " is below zero");
      }
      if (ttl.isPresent() && swapTtl.isPresent() && swapTtl.get().compareTo(ttl.get()) > 0) {
        throw new IllegalArgumentException(
            "swap-ttl " + swapTtl.get() + " is above ttl " + ttl.get() + ": write a lower one");
      }
    }

    private static void requireSeconds(String field, Duration time) {
      if (time.isNegative() || time.toNanosPart() != 0 || time.compareTo(LONGEST_TTL) > 0) {
        throw new IllegalArgumentException(
            field + " " + time + " is no TTL: write whole seconds, at least 0s");
      }
    }
  }

  /** Copies the map; refuses names outside of the zone and targets of both kinds. */
  public DnsSwitchSettings {
    targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    var zone = DnsNames.absolute("zone", servers.zone());
    name = DnsNames.within("name", name, zone).toString();
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("clusters: found none, write one for each cluster");
    }
    long aliases = targets.values().stream().filter(DnsTarget.Alias.class::isInstance).count();
    if (aliases != 0 && aliases != targets.size()) {
      throw new IllegalArgumentException(
          "clusters: some have a cname and some addresses; write the same kind for each");
    }
    if (aliases != 0 && name.equals(zone.toString())) {
      throw new IllegalArgumentException(
          "name " + name + " is the zone's apex, where no CNAME can be: write addresses instead");
    }
    for (DnsTarget target : targets.values()) {
      if (target instanceof DnsTarget.AddressesOf(String of)) {
        var _ = DnsNames.within("addresses-of", of, zone);
      }
    }
    if (targets.values().stream().distinct().count() != targets.size()) {
      throw new IllegalArgumentException(
          "clusters: two have the same target; write different ones");
    }
  }

  /** Whether the production name is a CNAME, and not addresses. */
  boolean isAlias() {
    return targets.values().iterator().next() instanceof DnsTarget.Alias;
  }
}
