package dev.signalbox.probe.prometheus;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * How a Prometheus is reached.
 *
 * @param url what its API's path is put behind, such as {@code http://prometheus:9090}
 * @param authorization the header's value; empty where it asks for none
 * @param timeout the longest that one query takes
 */
public record PrometheusAccess(URI url, Optional<String> authorization, Duration timeout) {

  /** The header's value for a token. */
  public static String bearer(String token) {
    return "Bearer " + token;
  }

  /** The header's value for a name and a password. */
  public static String basic(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  /** Shows no authorization, so that no log can. */
  @Override
  public String toString() {
    return "PrometheusAccess[" + url + "]";
  }
}
