package dev.signalbox.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads secrets, each from a property or from a file; never repeats what it found. */
final class Secrets {
  private final Problems problems;

  Secrets(Problems problems) {
    this.problems = problems;
  }

  /**
   * The secret; empty, and a problem, where there is none.
   *
   * @param field the property; that of the file is called the same, and {@code -file}
   * @param form what it looks like, and {@code remedy} what that is in words
   */
  String read(
      String field, @Nullable String written, @Nullable Path file, Pattern form, String remedy) {
    if (written != null && file != null) {
      problems.add(field + "-file", "a file beside the secret itself", "only one of them");
      return "";
    }
    String secret = written == null ? fromFile(field, file, remedy) : written.strip();
    if (!secret.isEmpty() && !form.matcher(secret).matches()) {
      problems.add(field + (written == null ? "-file" : ""), "something else", remedy);
      return "";
    }
    return secret;
  }

  private String fromFile(String field, @Nullable Path file, String remedy) {
    if (file == null) {
      problems.add(field + "-file", "nothing", "the path of a file with " + remedy);
      return "";
    }
    try {
      String secret = Files.readString(file).strip();
      if (secret.isEmpty()) {
        problems.add(field + "-file", "'" + file + "', which is empty", "a file with " + remedy);
      }
      return secret;
    } catch (IOException e) {
      String reason = e instanceof NoSuchFileException ? "does not exist" : "cannot be read";
      problems.add(field + "-file", "'" + file + "', which " + reason, "a file with " + remedy);
      return "";
    }
  }
}
