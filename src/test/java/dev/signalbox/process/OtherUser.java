package dev.signalbox.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A user who is not root. A test that runs as root starts its process as somebody else, who may
 * read everything, wherever the class path is, and write nothing but what everybody may; any other
 * user takes the right to write from itself.
 *
 * @param program what runs a command as this user
 * @param name as {@code id} prints it
 */
record OtherUser(List<String> program, String name) {
  private static final String READS = "+dac_read_search";

  static OtherUser find() {
    return isRoot()
        ? new OtherUser(
            List.of(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                "--inh-caps=" + READS,
                "--ambient-caps=" + READS),
            "nobody")
        : new OtherUser(List.of(), System.getProperty("user.name"));
  }

  /** Lets everybody reach what is below the directory: what may be written is asked by name. */
  static void passable(Path directory) {
    var _ = withRights(directory, "rwx--x--x");
  }

  /** A new directory that this user may not write; the test can still delete it. */
  static Path locked(Path directory) {
    return withRights(directory, "r-xr-xr-x");
  }

  /** A new directory that everybody may write. */
  static Path open(Path directory) {
    return withRights(directory, "rwxrwxrwx");
  }

  private static Path withRights(Path directory, String rights) {
    try {
      Files.createDirectories(directory);
      return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(rights));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
