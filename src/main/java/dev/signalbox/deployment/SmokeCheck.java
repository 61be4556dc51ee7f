package dev.signalbox.deployment;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request and what its answer must be.
 *
 * @param name what people read
 * @param path appended to the target's address, begins with a slash
 * @param status the expected status code
 * @param headers expected headers; a value {@code {version}} stands for the version installed
 * @param bodyContains text that the body must contain, with {@code {version}} as above
 * @param jsonPointers RFC 6901 pointers and the text each must lead to, with {@code {version}}
 * @param within the longest time that the answer may take
 */
public record SmokeCheck(
    String name,
    String path,
    int status,
    Map<String, String> headers,
    Optional<String> bodyContains,
    Map<String, String> jsonPointers,
    Duration within) {

  /** Copies the maps. */
  public SmokeCheck {
    headers = Map.copyOf(headers);
    jsonPointers = Map.copyOf(jsonPointers);
  }
}
