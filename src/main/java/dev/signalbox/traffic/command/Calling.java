package dev.signalbox.traffic.command;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a router's program is run.
 *
 * @param environment what it is given beside the machine's own
 * @param secrets the same, but what is in them is never shown, even where the program prints it
 * @param timeout after which it is killed
 * @param statedWait how long is waited where the router does not say what is under way
 */
public record Calling(
    Map<String, String> environment,
    Map<String, String> secrets,
    Duration timeout,
    Duration statedWait) {
  private static final String HIDDEN = "(secret)";

  /** Copies the maps. */
  public Calling {
    environment = Map.copyOf(environment);
    secrets = Map.copyOf(secrets);
  }

  /** All that the program is given. */
  Map<String, String> given() {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.putAll(secrets);
    return all;
  }

  /** A text without the secrets. */
  String shown(String text) {
    String shown = text;
    for (String secret : secrets.values()) {
      shown = secret.isBlank() ? shown : shown.replace(secret, HIDDEN);
    }
    return shown;
  }

  /** Shows no values, so that no log can. */
  @Override
  public String toString() {
    return "Calling[" + given().keySet() + ", " + timeout + "]";
  }
}
