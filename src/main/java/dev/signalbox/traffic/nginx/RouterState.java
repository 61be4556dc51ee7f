package dev.signalbox.traffic.nginx;

import java.util.Arrays;
import java.util.List;

/**
 * What we have written last into an include, and what nginx's workers say that they run.
 *
 * @param revision counts our changes
 * @param drained the addresses of drained servers
 */
record RouterState(long revision, List<String> drained) {

  /** Copies the addresses. */
  RouterState {
    drained = List.copyOf(drained);
  }

  /** The words of a state; anything else is an {@link IncludeUnreadable}. */
  static RouterState parse(String text) {
    String[] words = text.strip().split("\\s+");
    try {
      return new RouterState(
          Long.parseLong(words[0]), Arrays.asList(words).subList(1, words.length));
    } catch (NumberFormatException e) {
      throw new IncludeUnreadable("its state \"" + text + "\" does not begin with a number");
    }
  }

  /** As it is written. */
  String text() {
    return drained.isEmpty() ? Long.toString(revision) : revision + " " + String.join(" ", drained);
  }
}
