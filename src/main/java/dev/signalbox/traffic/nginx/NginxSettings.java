package dev.signalbox.traffic.nginx;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one lane is written in nginx's configuration.
 *
 * @param include the file that we change
 * @param upstream the name of a cluster's upstream, with {@code {cluster}} in it
 * @param variable what the names of its two variables begin with: {@code shop} for {@code
 *     $shop_live} and {@code $shop_state}
 * @param nginx the program and the arguments that it always has
 * @param pidFile where the number of the master process is
 * @param status the location that returns both variables
 * @param statusFrom who asks for it
 * @param timeout the longest that a test, and that a reload may take; at least a second
 */
public record NginxSettings(
    Path include,
    String upstream,
    String variable,
    List<String> nginx,
    Path pidFile,
    URI status,
    StatusFrom statusFrom,
    Duration timeout) {

  private static final String CLUSTER = "{cluster}";

  /** Who asks nginx what it runs. */
  public enum StatusFrom {
    /** The bot itself. */
    HERE,
    /** {@code curl} on nginx's machine, for a location that is open to loopback only. */
    MACHINE
  }

  /** Copies the arguments. */
  public NginxSettings {
    nginx = List.copyOf(nginx);
  }

  /** The variable that names the live upstream. */
  String live() {
    return variable + "_live";
  }

  /** The variable that holds the revision and the drained servers. */
  String state() {
    return variable + "_state";
  }

  /** The upstream of a cluster. */
  String upstreamOf(String cluster) {
    return upstream.replace(CLUSTER, cluster);
  }

  /** The cluster of an upstream; the upstream itself where it is none of ours. */
  String clusterOf(String name) {
    int at = upstream.indexOf(CLUSTER);
    Pattern shape =
        Pattern.compile(
            Pattern.quote(upstream.substring(0, at))
                + "(.+)"
                + Pattern.quote(upstream.substring(at + CLUSTER.length())));
    Matcher found = shape.matcher(name);
    return found.matches() ? found.group(1) : name;
  }

  /** Shows no word of the program's arguments but the first, so that no log can. */
  @Override
  public String toString() {
    return "NginxSettings[" + include + ", " + nginx.getFirst() + "]";
  }
}
