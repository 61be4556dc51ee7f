package dev.signalbox.app.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** Which properties there are, read off the records. */
final class PropertyNames {

  /** Stands for a name that the configuration chooses. */
  static final String ANY = "*";

  private PropertyNames() {}

  /** Every property that can be written, with {@link #ANY} where a name or a number stands. */
  static List<String> all() {
    List<String> names = new ArrayList<>();
    collect(SignalboxProperties.PREFIX, SignalboxProperties.class, names);
    return names;
  }

  /**
   * Where a name leaves the properties that there are.
   *
   * @param part its first part that is not known
   * @param known what could be written instead; empty where nothing can
   */
  record Unknown(String part, List<String> known) {}

  /** Where this name, which is of no property, leaves those that there are. */
  static Unknown unknown(ConfigurationPropertyName unknown) {
    Type type = SignalboxProperties.class;
    for (int i = 1; i < unknown.getNumberOfElements(); i++) {
      Optional<Type> next = step(type, unknown.getElement(i, Form.DASHED));
      if (next.isEmpty()) {
        List<String> known = type instanceof Class<?> c && c.isRecord() ? namesIn(c) : List.of();
        return new Unknown(unknown.getElement(i, Form.ORIGINAL), known);
      }
      type = next.get();
    }
    return new Unknown(unknown.getLastElement(Form.ORIGINAL), List.of());
  }

  private static void collect(String path, Type type, List<String> names) {
    if (type instanceof Class<?> owner && owner.isRecord()) {
      for (RecordComponent component : owner.getRecordComponents()) {
        collect(path + "." + dashed(component), component.getGenericType(), names);
      }
    } else if (element(type).filter(PropertyNames::hasMore).isPresent()) {
      String step = isMap(type) ? "." + ANY : "[" + ANY + "]";
      collect(path + step, element(type).orElseThrow(), names);
    } else {
      names.add(path + (isMap(type) ? "." + ANY : ""));
    }
  }

  private static boolean hasMore(Type type) {
    return isMap(type) || (type instanceof Class<?> c && c.isRecord());
  }

  private static Optional<Type> step(Type type, String name) {
    if (type instanceof Class<?> owner && owner.isRecord()) {
      return Arrays.stream(owner.getRecordComponents())
          .filter(component -> dashed(component).equals(name.toLowerCase(Locale.ROOT)))
          .map(RecordComponent::getGenericType)
          .findFirst();
    }
    return element(type);
  }

  private static List<String> namesIn(Class<?> owner) {
    return Arrays.stream(owner.getRecordComponents()).map(PropertyNames::dashed).toList();
  }

  private static boolean isMap(Type type) {
    return type instanceof ParameterizedType p && p.getRawType() == Map.class;
  }

  /** What a list or a map holds. */
  private static Optional<Type> element(Type type) {
    return type instanceof ParameterizedType parameterized
        ? Optional.of(
            parameterized
                .getActualTypeArguments()[parameterized.getActualTypeArguments().length - 1])
        : Optional.empty();
  }

  private static String dashed(RecordComponent component) {
    return DataObjectPropertyName.toDashedForm(component.getName());
  }
}
