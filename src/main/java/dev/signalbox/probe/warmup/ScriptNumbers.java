package dev.signalbox.probe.warmup;

import dev.signalbox.deployment.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a script measured, if it says so: a line such as {@code {"p50_ms": 4, "p95_ms": 12.5,
 * "p99_ms": 40, "requests": 3000, "errors": 0}}, of which only {@code p95_ms} must be there.
 *
 * @param words the numbers as people read them
 */
record ScriptNumbers(String words) {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** The numbers of a line that has them. */
  static Optional<ScriptNumbers> of(String line) {
    if (!line.startsWith("{") || !line.endsWith("}")) {
      return Optional.empty();
    }
    try {
      JsonNode root = JSON.readTree(line);
      return root.path("p95_ms").isNumber()
          ? Optional.of(new ScriptNumbers(words(root)))
          : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty(); // A line like any other, then.
    }
  }

  private static String words(JsonNode root) {
    List<String> words = new ArrayList<>();
    add(words, root.path("requests"), count -> Figures.count(count.asLong(0)) + " requests");
    add(words, root.path("errors"), count -> Figures.count(count.asLong(0)) + " errors");
    for (String percentile : List.of("p50", "p95", "p99")) {
      add(words, root.path(percentile + "_ms"), value -> percentile + " " + millis(value));
    }
    return String.join(", ", words);
  }

  private static void add(List<String> words, JsonNode value, Function<JsonNode, String> said) {
    if (value.isNumber()) {
      words.add(said.apply(value));
    }
  }

  private static String millis(JsonNode value) {
    return Figures.millis(Duration.ofNanos(Math.round(value.asDouble(0) * 1e6)));
  }
}
