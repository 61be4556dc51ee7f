package dev.signalbox.fleet;

import java.util.Map;
import java.util.Optional;

/** The signals that end processes, by the numbers that Linux gives them. */
public final class Signals {

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "HUP"),
          Map.entry(2, "INT"),
          Map.entry(3, "QUIT"),
          Map.entry(4, "ILL"),
          Map.entry(6, "ABRT"),
          Map.entry(7, "BUS"),
          Map.entry(8, "FPE"),
          Map.entry(9, "KILL"),
          Map.entry(11, "SEGV"),
          Map.entry(13, "PIPE"),
          Map.entry(14, "ALRM"),
          Map.entry(15, "TERM"),
          Map.entry(24, "XCPU"),
          Map.entry(25, "XFSZ"),
          Map.entry(31, "SYS"));

  private Signals() {}

  /** The signal's name, such as {@code KILL}; empty for a number that ends nothing. */
  public static Optional<String> name(int number) {
    return Optional.ofNullable(NAMES.get(number));
  }
}
