package dev.signalbox.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** A traffic switch and a load balancer that are the DNS. */
public final class DnsProperties {

  private DnsProperties() {}

  /**
   * The servers of a zone, and the key.
   *
   * @param zone at whose name the SOA record stands
   * @param primary takes the changes: host or host:port
   * @param keyFile the TSIG key, in a file
   * @param keyVariable or in this variable of the environment
   * @param keyName where the key's source has the secret alone
   * @param keyAlgorithm where the key's source does not say it
   * @param authoritative empty for those that the zone's NS records name
   * @param resolvers are read back too
   */
  public record Servers(
      @Nullable String zone,
      @Nullable String primary,
      @Nullable Path keyFile,
      @Nullable String keyVariable,
      @Nullable String keyName,
      @DefaultValue("hmac-sha256") String keyAlgorithm,
      @DefaultValue List<String> authoritative,
      @DefaultValue List<String> resolvers,
      @DefaultValue("3s") Duration timeout) {}

  /**
   * The production name.
   *
   * @param name such as shop.example.org
   * @param clusters what it says for each
   * @param ttl between deployments; what was before, if nothing is said
   * @param swapTtl before a swap; not lowered, if nothing is said
   */
  public record Switch(
      @Nullable Servers servers,
      @Nullable String name,
      @DefaultValue Map<String, Target> clusters,
      @Nullable Duration ttl,
      @Nullable Duration swapTtl,
      @DefaultValue("5s") Duration margin) {}

  /**
   * What the production name says; one of them.
   *
   * @param cname a name that it is an alias of
   * @param addressesOf a name whose addresses it gets
   * @param addresses its addresses
   */
  public record Target(
      @Nullable String cname, @Nullable String addressesOf, @Nullable List<String> addresses) {}

  /**
   * The names of clusters, whose addresses are those of their nodes.
   *
   * @param servers those of the lane's switch, if nothing is said
   * @param clusters each one's name
   * @param addresses of nodes whose own address is a name
   * @param healthPath a page that answers well; a connection is enough, if nothing is said
   */
  public record Balancer(
      @Nullable Servers servers,
      @DefaultValue Map<String, String> clusters,
      @DefaultValue Map<String, List<String>> addresses,
      @Nullable String healthPath,
      @DefaultValue("1s") Duration healthTimeout,
      @DefaultValue("1m") Duration ttl,
      @DefaultValue("5s") Duration margin) {}
}
