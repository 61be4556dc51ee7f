package dev.signalbox.command;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what was probably meant. */
public final class Nearest {

  /** Nothing that can be meant is longer; it bounds the work. */
  private static final int LONGEST = 70;

  private Nearest() {}

  /** The choice that is closest to what was typed, when it is close enough to be a slip. */
  public static Optional<String> to(String typed, Collection<String> choices) {
    if (typed.length() > LONGEST) {
      return Optional.empty();
    }
    String lower = typed.toLowerCase(Locale.ROOT);
    return choices.stream()
        .filter(choice -> distance(lower, choice) <= tolerance(lower, choice))
        .min(Comparator.comparingInt(choice -> distance(lower, choice)));
  }

  /** " Did you mean x?" with the prefix before each, or nothing. */
  static String hint(String typed, Collection<String> choices, String prefix) {
    return to(typed, choices).map(c -> " Did you mean " + prefix + c + "?").orElse("");
  }

  /** A third of the letters may be wrong, and two at most. */
  private static int tolerance(String typed, String choice) {
    return Math.min(2, Math.max(typed.length(), choice.length()) / 3);
  }

  /**
   * How many letters were left out, added, mistaken or swapped with their neighbour: the optimal
   * string alignment variant of the Damerau-Levenshtein distance.
   */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int mistaken = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(mistaken, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
