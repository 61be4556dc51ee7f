package dev.signalbox.app.config;

import java.net.URI;
import java.util.Map;

/**
 * The channel page.
 *
 * @param baseUrl where people find it
 * @param passwordHashes by person, of those who may sign in outside of the lab
 */
public record WebSettings(URI baseUrl, Map<String, String> passwordHashes) {

  /** Shows no hashes, so that no log can. */
  @Override
  public String toString() {
    return "WebSettings[baseUrl=" + baseUrl + ", people=" + passwordHashes.keySet() + "]";
  }
}
