package dev.signalbox.measured;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Lines of the documentation that the program printed: a test prints them again and holds the page
 * to them, whatever the numbers are; with {@code -Ddocs.write=true} it writes them there.
 */
public final class Printed {

  private Printed() {}

  /**
   * Holds a page to what was printed now.
   *
   * @param page below {@code docs}
   * @param name of the block, lower case with hyphens
   */
  public static void hold(String page, String name, List<String> lines) {
    Path file = Path.of(System.getProperty("basedir", "."), "docs", page);
    String begin = "<!-- printed: " + name + " -->\n```text\n";
    try {
      String text = Files.readString(file);
      int from = text.indexOf(begin);
      assertThat(from).as(page + " has a block that begins with " + begin).isNotNegative();
      int end = text.indexOf("```", from + begin.length());
      String block = String.join("\n", lines) + "\n";
      if (Boolean.getBoolean("docs.write")) {
        Files.writeString(file, text.substring(0, from) + begin + block + text.substring(end));
      }
      String written = Files.readString(file);
      int to = written.indexOf("```", from + begin.length());
      assertThat(shape(written.substring(from + begin.length(), to)))
          .as("docs/" + page + ", to be written anew with -Ddocs.write=true")
          .isEqualTo(shape(block));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without numbers, which differ from run to run. */
  private static String shape(String text) {
    return text.replaceAll("\\d[\\d.,]*\\d|\\d", "N");
  }
}
