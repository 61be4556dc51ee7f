package dev.signalbox.lab.control;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of the control API.
 *
 * @param name by which faults know it
 * @param method of the request
 * @param pattern of the path, with names in braces
 * @param action what it does
 */
record Operation(String name, String method, String pattern, Action action) {

  /** What an operation does; may wait. */
  interface Action {
    Answer answer(Call call) throws InterruptedException;
  }

  /** The names in the pattern with what the path has in their places; empty if it does not fit. */
  Optional<Map<String, String>> fits(String path) {
    String[] wanted = pattern.split("/", -1);
    String[] found = path.split("/", -1);
    if (wanted.length != found.length) {
      return Optional.empty();
    }
    Map<String, String> names = new HashMap<>();
    for (int index = 0; index < wanted.length; index++) {
      if (wanted[index].startsWith("{")) {
        names.put(wanted[index].substring(1, wanted[index].length() - 1), found[index]);
      } else if (!wanted[index].equals(found[index])) {
        return Optional.empty();
      }
    }
    return Optional.of(names);
  }
}
