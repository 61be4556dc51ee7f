package dev.signalbox.app;

import java.io.Serial;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Signalbox may not write what it has to keep; the message is meant to be printed as it is. */
final class PlacesUnwritable extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** Each place with its obstacle. */
  PlacesUnwritable(Map<Place, String> obstacles) {
    super(text(obstacles));
  }

  private static String text(Map<Place, String> obstacles) {
    String lines =
        obstacles.entrySet().stream()
            .map(e -> "  %s %s: %s".formatted(e.getKey().what(), e.getKey().path(), e.getValue()))
            .collect(Collectors.joining("\n"));
    List<String> properties = obstacles.keySet().stream().map(Place::property).toList();
    return "Signalbox cannot write what it keeps:\n"
        + lines
        + "\nLet "
        + Place.user()
        + " write there, start Signalbox in a directory of its own, or choose other places with "
        + String.join(", ", properties)
        + ".";
  }
}
