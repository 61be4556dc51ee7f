package dev.signalbox.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import dev.signalbox.deployment.Action;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Hold;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.WakeUps;
import dev.signalbox.report.Attachment;
import dev.signalbox.report.Message;
import dev.signalbox.topology.Application;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Stage;
import dev.signalbox.topology.Version;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON in the database. The pure types know nothing of it: what they need is said here, as
 * mix-ins. Fields stand in the order in which the records declare them, and the alternatives of a
 * sealed type are told apart by their simple names in {@value #TYPE}.
 */
final class StoredJson {

  static final String TYPE = "type";

  /** The sealed types that stand inside other types; JournalEvent has its column instead. */
  static final List<Class<?>> SEALED =
      List.of(
          Action.class,
          StepOutcome.class,
          Hold.Scope.class,
          Message.Content.class,
          Message.Button.class,
          Attachment.class,
          WakeUps.WakeUp.class);

  private static final Map<String, Class<?>> EVENTS =
      alternatives(JournalEvent.class)
          .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

  private static final String WINDOWS = "\"windows\":";
  private static final String THROUGHPUT = "\"throughput\":";

  private final JsonMapper mapper;

  StoredJson() {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            // A record is its components: a method that happens to be called getX or isX is none.
            .changeDefaultVisibility(
                v ->
                    v.withVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                        .withVisibility(PropertyAccessor.GETTER, Visibility.NONE)
                        .withVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE))
            // Better refused, naming the field, than null where no null may be.
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .addMixIn(Application.class, StoredShapes.ApplicationAsName.class)
            .addMixIn(Stage.class, StoredShapes.StageAsName.class)
            .addMixIn(Version.class, StoredShapes.VersionAsText.class)
            .addMixIn(Lane.class, StoredShapes.LaneAsText.class)
            .addMixIn(DeploymentId.class, StoredShapes.DeploymentIdAsNumber.class);
    SEALED.forEach(
        type -> {
          builder.addMixIn(type, StoredShapes.Alternative.class);
          builder.registerSubtypes(alternatives(type).toArray(Class<?>[]::new));
        });
    mapper = builder.build();
  }

  /** One line of JSON, fit for both databases. */
  String write(Object value) {
    return Columns.text(mapper.writeValueAsString(value));
  }

  <T> T read(String json, Class<T> type) {
    try {
      return json.contains(WINDOWS) && !json.contains(THROUGHPUT)
          ? mapper.treeToValue(withThroughput(json), type)
          : mapper.readValue(json, type);
    } catch (JacksonException e) {
      throw new IllegalStateException(
          "stored " + type.getSimpleName() + " cannot be read: " + e.getOriginalMessage(), e);
    }
  }

  /** What was stored before a warm-up counted what was answered per second. */
  private JsonNode withThroughput(String json) {
    JsonNode tree = mapper.readTree(json);
    tree.findParents("windows").forEach(report -> ((ObjectNode) report).putNull("throughput"));
    return tree;
  }

  /** The event that was stored under this kind. */
  JournalEvent event(String kind, String body) {
    Class<?> type = EVENTS.get(kind);
    if (type == null) {
      throw new IllegalStateException(
          "the journal has an event '" + kind + "' that this version of Signalbox does not know");
    }
    return (JournalEvent) read(body, type);
  }

  /** A value without one of its fields, which is stored apart. */
  String writeWithout(Object value, String field) {
    ObjectNode tree = mapper.valueToTree(value);
    tree.remove(field);
    return Columns.text(tree.toString());
  }

  /** The reverse of {@link #writeWithout}. */
  <T> T readWith(String json, String field, String fieldJson, Class<T> type) {
    ObjectNode tree = (ObjectNode) mapper.readTree(json);
    JsonNode apart = mapper.readTree(fieldJson);
    tree.set(field, apart);
    return mapper.treeToValue(tree, type);
  }

  /** The records that a sealed type comes down to. */
  static Stream<Class<?>> alternatives(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .flatMap(type -> type.isSealed() ? alternatives(type) : Stream.of(type));
  }
}
