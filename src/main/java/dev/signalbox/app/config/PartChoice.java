package dev.signalbox.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads a part of which there are several kinds, one of which is written below its name.
 *
 * @param <T> the port that the part serves
 */
final class PartChoice<T> {

  private final Problems problems;
  private final String field;
  private final List<String> kinds = new ArrayList<>();
  private final List<String> written = new ArrayList<>();
  private Optional<Part<T>> read = Optional.empty();

  PartChoice(Problems problems, String field) {
    this.problems = problems;
    this.field = field;
  }

  /**
   * One kind.
   *
   * @param properties null where it is not written
   * @param reader is given the kind's full name; empty when it found problems
   */
  <P> PartChoice<T> kind(
      String name, @Nullable P properties, BiFunction<String, P, Optional<Part<T>>> reader) {
    kinds.add(name);
    if (properties != null) {
      written.add(name);
      read = reader.apply(field + "." + name, properties);
    }
    return this;
  }

  /** The one that is written; empty where none is, and where something is wrong with it. */
  Optional<Part<T>> chosen() {
    if (written.size() > 1) {
      problems.add(field, String.join(" and ", written), "one of them");
      return Optional.empty();
    }
    return read;
  }

  /** Whether any kind is written. */
  boolean isWritten() {
    return !written.isEmpty();
  }

  /** The one that has to be written. */
  Optional<Part<T>> required() {
    if (written.isEmpty() && !kinds.isEmpty()) {
      problems.missing(field, "nothing", "one of " + String.join(", ", kinds) + " below it");
    }
    return chosen();
  }
}
