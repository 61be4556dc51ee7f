package dev.signalbox.chat.discord.strict;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The few things that are done with JSON here. */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  static ArrayNode array(List<? extends JsonNode> nodes) {
    ArrayNode array = array();
    nodes.forEach(array::add);
    return array;
  }

  /** Reads any JSON. */
  public static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  static ObjectNode readObject(String text) {
    return text.isBlank() ? object() : (ObjectNode) MAPPER.readTree(text);
  }

  static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /** The same with line breaks, for golden files. */
  public static String pretty(JsonNode node) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
  }

  /** The same with the fields of each object in the order of their names. */
  public static JsonNode sorted(JsonNode node) {
    if (node.isArray()) {
      return array(each(node).map(Json::sorted).toList());
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode sorted = object();
    node.propertyNames().stream().sorted().forEach(n -> sorted.set(n, sorted(node.get(n))));
    return sorted;
  }

  /** The elements of an array; none where there is no array. */
  public static Stream<JsonNode> each(JsonNode node) {
    return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.empty();
  }

  /** A string, or a number as one; empty where it is missing or null. */
  public static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isMissingNode() || value.isNull() ? "" : value.asString();
  }
}
