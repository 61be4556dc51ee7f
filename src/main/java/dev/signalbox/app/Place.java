package dev.signalbox.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A file or directory that Signalbox writes.
 *
 * @param what it is, as its owner knows it
 * @param path it, whether it is there or has yet to be made
 * @param isDirectory whether it is a directory rather than a file
 * @param property what chooses another one
 */
record Place(String what, Path path, boolean isDirectory, String property) {

  /** Makes the path absolute. */
  Place {
    path = path.toAbsolutePath().normalize();
  }

  /** Why it cannot be written by whom Signalbox runs as; empty where it can. */
  Optional<String> obstacle() {
    boolean misfit = Files.exists(path) && Files.isDirectory(path) != isDirectory;
    return misfit
        ? Optional.of(path + (isDirectory ? " is no directory" : " is a directory"))
        : obstacle(present(path));
  }

  /** What is there of the path: itself, or the directory in which the rest has to be made. */
  private static Path present(Path path) {
    Path present = path;
    while (!Files.exists(present) && present.getParent() != null) {
      present = present.getParent();
    }
    return present;
  }

  private Optional<String> obstacle(Path present) {
    if (!present.equals(path) && !Files.isDirectory(present)) {
      return Optional.of(present + " is no directory");
    }
    if (Files.isWritable(present)) {
      return Optional.empty();
    }
    if (isReadOnly(present)) {
      return Optional.of(present + " is on a file system that is mounted read-only");
    }
    return Optional.of(present + belongs(present) + ", and Signalbox runs as " + user());
  }

  private static boolean isReadOnly(Path present) {
    try {
      return Files.getFileStore(present).isReadOnly();
    } catch (IOException e) {
      return false;
    }
  }

  private static String belongs(Path present) {
    try {
      return " belongs to %s (%s)"
          .formatted(
              Files.getOwner(present).getName(),
              PosixFilePermissions.toString(Files.getPosixFilePermissions(present)));
    } catch (IOException | UnsupportedOperationException e) {
      return " cannot be written";
    }
  }

  /** By number where the user has no name here, as in a container. */
  static String user() {
    String name = System.getProperty("user.name", "?");
    if (!name.equals("?")) {
      return name;
    }
    try {
      return "user " + Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return "a user without a name";
    }
  }
}
