package dev.signalbox.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs; servers live in {@code sbin}, which is not in everybody's path. */
public final class Programs {
  private static final List<String> SERVERS = List.of("/usr/sbin", "/sbin", "/usr/local/sbin");

  private Programs() {}

  /** Where a program is; empty when it is not installed. */
  public static Optional<Path> find(String name) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.concat(Stream.of(path.split(":", -1)), SERVERS.stream())
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Where a program is; a test that gets here without it lacks its {@link Needs}. */
  public static String path(String name) {
    return find(name).orElseThrow(() -> new AssertionError(name + " is not installed")).toString();
  }
}
