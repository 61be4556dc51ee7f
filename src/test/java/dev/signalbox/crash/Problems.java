package dev.signalbox.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is not as it should be after a crash; everything, not only the first. */
final class Problems {
  private final List<String> found = new ArrayList<>();

  void expect(String what, Object expected, Object seen) {
    if (!Objects.equals(expected, seen)) {
      found.add(what + ": expected " + expected + ", seen " + seen);
    }
  }

  void expect(String what, boolean holds) {
    if (!holds) {
      found.add(what);
    }
  }

  List<String> found() {
    return List.copyOf(found);
  }
}
