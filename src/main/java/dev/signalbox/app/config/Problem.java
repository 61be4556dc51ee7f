package dev.signalbox.app.config;

import java.util.Optional;

/**
 * Something that is wrong with the configuration.
 *
 * @param field the property's full name
 * @param sentence what was found and what to write
 * @param place the file and the line, where it was written in one
 */
public record Problem(String field, String sentence, Optional<String> place) {

  /** The one line that is printed. */
  @Override
  public String toString() {
    return field + ": " + sentence + place.map(where -> " (" + where + ")").orElse("");
  }
}
