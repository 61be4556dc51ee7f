package dev.signalbox.app.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Collects what is wrong, so that a person reads all of it at once. */
final class Problems {

  private static final Pattern DOMAIN_WORD = Pattern.compile("\\A[a-z-]+: ");

  private final List<Problem> found = new ArrayList<>();
  private final Function<String, Optional<String>> places;

  /** Tells for each problem where it was written, as far as {@code places} knows. */
  Problems(Function<String, Optional<String>> places) {
    this.places = places;
  }

  void add(String field, String sentence) {
    Problem problem = new Problem(field, sentence, places.apply(field));
    if (!found.contains(problem)) {
      found.add(problem);
    }
  }

  /** Adds a problem in the form that all of them have. */
  void add(String field, Object value, String remedy) {
    add(field, "found " + value + ", write " + remedy);
  }

  /** Adds that something is missing, unless it is only missing because of another problem. */
  void missing(String field, String found, String remedy) {
    if (!hasBelow(field)) {
      add(field, found, remedy);
    }
  }

  /** Whether something was found below the field already. */
  boolean hasBelow(String field) {
    return found.stream().anyMatch(problem -> problem.field().startsWith(field + "."));
  }

  /** Whether something was found at the field already. */
  boolean has(String field) {
    return found.stream().anyMatch(problem -> problem.field().equals(field));
  }

  /** What the domain makes of a value; what it objects to becomes a problem of the field. */
  <T> Optional<T> attempt(String field, Supplier<T> making) {
    try {
      return Optional.of(making.get());
    } catch (IllegalArgumentException objection) {
      // The property's full name says more than the domain's word for it.
      add(field, DOMAIN_WORD.matcher(String.valueOf(objection.getMessage())).replaceFirst(""));
      return Optional.empty();
    }
  }

  int atLeast(String field, int least, int value) {
    if (value < least) {
      add(field, value, "at least " + least);
    }
    return value;
  }

  Duration notNegative(String field, Duration value) {
    if (value.isNegative()) {
      add(field, Spans.text(value), "0s or more");
    }
    return value;
  }

  Duration positive(String field, Duration value) {
    if (!value.isPositive()) {
      add(field, Spans.text(value), "more than 0s");
    }
    return value;
  }

  double share(String field, double value) {
    if (!(value >= 0 && value <= 1)) {
      add(field, value, "a share from 0 to 1, such as 0.01");
    }
    return value;
  }

  int port(String field, int value) {
    if (value < 0 || value > 65_535) {
      add(field, value, "a port up to 65535, or 0 for any free one");
    }
    return value;
  }

  /** The value if it is one of the choices. */
  Optional<String> oneOf(String field, String value, Collection<String> choices) {
    if (choices.contains(value)) {
      return Optional.of(value);
    }
    String known = String.join(", ", choices.stream().sorted().toList());
    String shown = value.isEmpty() ? "nothing" : "'" + value + "'";
    add(field, shown, known.isEmpty() ? "nothing: there is none yet" : "one of " + known);
    return Optional.empty();
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigurationProblems(found);
    }
  }
}
