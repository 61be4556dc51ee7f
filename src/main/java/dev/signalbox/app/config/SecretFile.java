package dev.signalbox.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a secret from a file of its own. */
final class SecretFile {

  private final Problems problems;

  SecretFile(Problems problems) {
    this.problems = problems;
  }

  /** What is in the file, without blanks around it; empty when that is a problem. */
  Optional<String> read(String field, Path file) {
    try {
      String secret = Files.readString(file).strip();
      if (!secret.isEmpty()) {
        return Optional.of(secret);
      }
      problems.add(field, "'" + file + "', which is empty", "a file with the secret in it");
    } catch (IOException e) {
      String reason = e instanceof NoSuchFileException ? "does not exist" : "cannot be read";
      problems.add(field, "'" + file + "', which " + reason, "a file with the secret in it");
    }
    return Optional.empty();
  }
}
