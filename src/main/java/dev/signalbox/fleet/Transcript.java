package dev.signalbox.fleet;

import dev.signalbox.deployment.Excerpt;
import dev.signalbox.port.Secrets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a program printed, fit to be kept for ever: without secrets and control characters, and of
 * bounded length.
 *
 * @param text lines; empty when it printed nothing
 */
public record Transcript(String text) {
  private static final int BEGINNING = 4 * 1024;
  private static final int END = 12 * 1024;
  private static final int SHOWN = 200;

  /** Colours and cursor movements (ECMA-48, section 5.4), and what else cannot be printed. */
  private static final Pattern CONTROL =
      Pattern.compile(
          "\\x1b\\[[0-?]*[ -/]*[@-~]|[\\p{Cc}&&[^\\n\\t]]|[\\u202a-\\u202e\\u2066-\\u2069]");

  /** What is kept of this. */
  public static Transcript of(String printed, Secrets secrets) {
    // Before, for secrets that have such characters; after, for those that were shown in colours.
    String plain = CONTROL.matcher(secrets.hide(printed)).replaceAll("");
    String clean = secrets.hide(plain).strip();
    if (clean.length() <= BEGINNING + END) {
      return new Transcript(clean);
    }
    int left = clean.length() - BEGINNING - END;
    return new Transcript(
        clean.substring(0, BEGINNING)
            + "\n… "
            + left
            + " characters are left out …\n"
            + clean.substring(clean.length() - END));
  }

  /** The last line with something in it, shortened. */
  public String lastLine() {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "it printed nothing" : Excerpt.of(lines.getLast(), SHOWN);
  }

  /** A line for people, and below it everything. */
  public String under(String line) {
    return text.isEmpty() ? line : line + "\n" + text;
  }
}
