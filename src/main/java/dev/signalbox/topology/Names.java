package dev.signalbox.topology;

import java.util.regex.Pattern;

/** The one grammar for names that people type and that end in paths, labels and map keys. */
final class Names {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,62}");

  private Names() {}

  /** Returns the name unchanged, or throws with the field, the value and what to write instead. */
  static String require(String field, String value) {
    if (!NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          field
              + " '"
              + Version.excerpt(value)
              + "' is not a name: use 1 to 63 of a-z, 0-9, '-', '_' and '.', beginning with a"
              + " letter or digit");
    }
    return value;
  }
}
