package dev.signalbox.store;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.StopRequest;
import dev.signalbox.topology.Application;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Stage;
import dev.signalbox.topology.Version;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Values of any stored type, made by reflection, so that a type that is added to the journal
 * tomorrow is tried too. Of a sealed type every alternative is made, of an Optional both sides, and
 * a list holds every alternative once.
 */
final class Made {

  /** What is no record of plain components, or refuses most values. */
  private static final Map<Class<?>, Object> LEAVES =
      Map.ofEntries(
          Map.entry(String.class, "✅ \"said\""),
          Map.entry(int.class, 3),
          Map.entry(long.class, 1_234_567_890_123L),
          Map.entry(double.class, 0.25),
          Map.entry(Double.class, 0.25),
          Map.entry(boolean.class, true),
          Map.entry(Instant.class, Samples.NOON),
          Map.entry(Duration.class, Duration.ofMillis(1_500)),
          Map.entry(URI.class, URI.create("http://127.0.0.1:8101/")),
          Map.entry(Application.class, new Application("shop")),
          Map.entry(Stage.class, new Stage("production")),
          Map.entry(Lane.class, Samples.SHOP),
          Map.entry(Version.class, new Version("v2")),
          Map.entry(DeploymentId.class, new DeploymentId(17)),
          Map.entry(
              StopRequest.class, new StopRequest(Event.Kind.ABORT, Samples.DANA, "wrong version")));

  private Made() {}

  /** Every variant of a type. */
  static List<?> variants(Type type) {
    if (type instanceof ParameterizedType generic) {
      List<?> elements = variants(generic.getActualTypeArguments()[0]);
      return generic.getRawType() == Optional.class
          ? Stream.concat(elements.stream().map(Optional::of), Stream.of(Optional.empty())).toList()
          : List.of(elements);
    }
    return ofClass((Class<?>) type);
  }

  private static List<?> ofClass(Class<?> type) {
    if (LEAVES.containsKey(type)) {
      return List.of(LEAVES.get(type));
    }
    if (type.isSealed()) {
      return StoredJson.alternatives(type).flatMap(t -> variants(t).stream()).toList();
    }
    return type.isEnum() ? List.of(type.getEnumConstants()[0]) : records(type);
  }

  /** As many as its most various component needs; the others take turns. */
  private static List<?> records(Class<?> type) {
    List<List<?>> components =
        Arrays.stream(type.getRecordComponents()).<List<?>>map(Made::ofComponent).toList();
    int many = components.stream().mapToInt(List::size).max().orElse(1);
    return IntStream.range(0, many)
        .mapToObj(i -> make(type, components.stream().map(c -> c.get(i % c.size())).toArray()))
        .toList();
  }

  private static List<?> ofComponent(RecordComponent component) {
    Type type = component.getGenericType();
    return type == String.class ? List.of(component.getName()) : variants(type);
  }

  private static Object make(Class<?> type, Object[] values) {
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getType)
                  .toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new IllegalStateException("make a sample of " + type + " by hand", e);
    }
  }

  /** Every class that a stored type leads to, itself included. */
  static Set<Class<?>> reachable(Class<?>... roots) {
    Set<Class<?>> found = new LinkedHashSet<>();
    Arrays.stream(roots).forEach(root -> collect(root, found));
    return found;
  }

  private static void collect(Type type, Set<Class<?>> found) {
    if (type instanceof ParameterizedType generic) {
      collect(generic.getActualTypeArguments()[0], found);
    } else if (type instanceof Class<?> plain && found.add(plain)) {
      if (plain.isSealed() && !plain.isEnum()) {
        StoredJson.alternatives(plain).forEach(t -> collect(t, found));
      } else if (plain.isRecord() && !LEAVES.containsKey(plain)) {
        Arrays.stream(plain.getRecordComponents()).forEach(c -> collect(c.getGenericType(), found));
      }
    }
  }
}
