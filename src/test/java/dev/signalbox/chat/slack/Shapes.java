package dev.signalbox.chat.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Which fields Slack's payloads have: a list by hand, and what is different from it. */
final class Shapes {
  private static final Path FILE =
      Path.of(System.getProperty("basedir"), "src", "test", "resources", "slack", "shapes.txt");

  /** What is below these has rules of its own. */
  private static final Set<String> CUT = Set.of("blocks", "values", "event_payload");

  /**
   * What one field may be.
   *
   * @param marks {@code !} where it is always there, {@code ~} where no sample has it
   */
  record Field(Set<String> types, String marks) {
    boolean always() {
      return marks.contains("!");
    }

    boolean isRecorded() {
      return !marks.contains("~");
    }
  }

  /**
   * The fields of one payload.
   *
   * @param sample where it is recorded, without {@code .json}
   */
  record Shape(String sample, Map<String, Field> fields) {}

  private Shapes() {}

  static Map<String, Shape> read() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    Optional<Shape> now = Optional.empty();
    for (String line : lines()) {
      String[] words = line.strip().split(" +", -1);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (!line.startsWith(" ")) {
        Map<String, Field> like =
            words.length > 2
                ? Objects.requireNonNull(shapes.get(words[3]), line).fields()
                : Map.of();
        now = Optional.of(new Shape(words[1], new TreeMap<>(like)));
        shapes.put(words[0], now.get());
      } else if (words[0].equals("-")) {
        now.orElseThrow().fields().remove(words[1]);
      } else {
        Field field =
            new Field(Set.of(words[1].split("\\|", -1)), words.length > 2 ? words[2] : "");
        now.orElseThrow().fields().put(words[0], field);
      }
    }
    return shapes;
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fields of a payload with their types; what is in a list has brackets behind its name. */
  static Map<String, String> of(JsonElement payload) {
    Map<String, String> fields = new TreeMap<>();
    collect(payload, "", fields);
    fields.remove("");
    return fields;
  }

  private static void collect(JsonElement element, String path, Map<String, String> fields) {
    String before = fields.putIfAbsent(path, type(element));
    String name = path.substring(path.lastIndexOf('.') + 1);
    if (CUT.contains(name)) {
      return;
    }
    if ("null".equals(before)) {
      fields.put(path, type(element));
    }
    switch (element) {
      case JsonObject object ->
          object
              .entrySet()
              .forEach(
                  e ->
                      collect(
                          e.getValue(),
                          path.isEmpty() ? e.getKey() : path + "." + e.getKey(),
                          fields));
      case JsonArray array -> array.forEach(e -> collect(e, path + "[]", fields));
      default -> {
        // A value has nothing below it.
      }
    }
  }

  private static String type(JsonElement element) {
    return switch (element) {
      case JsonObject _ -> "object";
      case JsonArray _ -> "array";
      case JsonPrimitive p when p.isBoolean() -> "boolean";
      case JsonPrimitive p when p.isNumber() -> "number";
      case JsonPrimitive _ -> "string";
      default -> "null";
    };
  }

  /** What a payload has that its shape has not, and the other way round. */
  static List<String> wrong(Shape shape, JsonElement payload) {
    Map<String, String> there = of(payload);
    List<String> wrong = new ArrayList<>();
    there.forEach(
        (path, type) -> {
          Field field = shape.fields().get(path);
          if (field == null) {
            wrong.add(path + " is not Slack's");
          } else if (!field.types().contains(type)) {
            wrong.add(path + " is a " + type + ", Slack's is " + field.types());
          }
        });
    shape.fields().entrySet().stream()
        .filter(e -> e.getValue().always() && !there.containsKey(e.getKey()))
        .filter(e -> isCalledFor(e.getKey(), there))
        .forEach(e -> wrong.add(e.getKey() + " is missing"));
    return wrong;
  }

  /** A field can only be missing where there is what it is a field of. */
  private static boolean isCalledFor(String path, Map<String, String> there) {
    int dot = path.lastIndexOf('.');
    return dot < 0 || there.containsKey(path.substring(0, dot));
  }

  /** What the shape has that was never recorded. */
  static List<String> unrecorded(Shape shape, JsonElement sample) {
    Map<String, String> recorded = of(sample);
    List<String> wrong = new ArrayList<>();
    shape
        .fields()
        .forEach(
            (path, field) -> {
              String type = recorded.get(path);
              if (type == null && field.isRecorded()) {
                wrong.add(path + " was never recorded");
              } else if (type != null && !field.types().contains(type)) {
                wrong.add(path + " was recorded as a " + type + ", here it is " + field.types());
              }
            });
    return wrong;
  }
}
