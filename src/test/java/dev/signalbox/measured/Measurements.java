package dev.signalbox.measured;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The page {@code docs/measurements.md}: each benchmark writes the table of its own section, and
 * only when it is run with {@code -Ddocs.write=true}. It is printed in any case.
 */
public final class Measurements {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", "."), "docs", "measurements.md");

  private Measurements() {}

  /**
   * Puts a section's lines in place of those that were there; a section that the page does not have
   * is added at its end.
   *
   * @param name of the section, lower case with hyphens
   * @param title of the section, when it is new
   * @param lines Markdown
   */
  public static void write(String name, String title, List<String> lines) {
    String date = LocalDate.now(ZoneOffset.UTC).toString();
    int cores = Runtime.getRuntime().availableProcessors();
    String text =
        String.join("\n", lines) + "\n\n*Measured on " + date + ", " + cores + " cores.*\n";
    System.out.println(text);
    if (Boolean.getBoolean("docs.write")) {
      write(name, title, text);
    }
  }

  private static void write(String name, String title, String text) {
    String begin = "<!-- measured: " + name + " -->\n";
    String end = "<!-- end: " + name + " -->\n";
    try {
      String page = Files.readString(PAGE);
      int from = page.indexOf(begin);
      String section = begin + text + end;
      Files.writeString(
          PAGE,
          from < 0
              ? page + "\n## " + title + "\n\n" + section
              : page.substring(0, from)
                  + section
                  + page.substring(page.indexOf(end, from) + end.length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
