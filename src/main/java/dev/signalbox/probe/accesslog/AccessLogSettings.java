package dev.signalbox.probe.accesslog;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the access log of one lane arrives, and what it calls the clusters.
 *
 * @param listen our own address, of UDP
 * @param backend the name of a cluster's backend or upstream, with {@code {cluster}} in it
 */
public record AccessLogSettings(InetSocketAddress listen, String backend) {
  private static final String CLUSTER = "{cluster}";

  /** What a backend's name has to be like. */
  Pattern shape() {
    int at = backend.indexOf(CLUSTER);
    return Pattern.compile(
        Pattern.quote(backend.substring(0, at))
            + "(.+)"
            + Pattern.quote(backend.substring(at + CLUSTER.length())));
  }

  /** The cluster of a backend; empty text where it is none of this lane's. */
  static String clusterOf(Pattern shape, String name) {
    Matcher found = shape.matcher(name);
    return found.matches() ? found.group(1) : "";
  }
}
