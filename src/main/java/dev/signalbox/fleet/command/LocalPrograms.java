package dev.signalbox.fleet.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where programs of this machine are, and what they are given. */
final class LocalPrograms {

  /**
   * What a program needs to run at all. Nothing else is handed on: the bot's environment holds its
   * tokens, and a program's output goes to the channel (promise 8).
   */
  private static final Set<String> HANDED_ON =
      Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TMPDIR", "JAVA_HOME");

  private static final List<String> SESSION = List.of("/usr/bin/setsid", "/bin/setsid");

  private LocalPrograms() {}

  /** The program itself; empty when there is none of this name, or it may not be run. */
  static Optional<Path> find(String name) {
    if (name.contains("/")) {
      return Optional.of(Path.of(name)).filter(LocalPrograms::isProgram);
    }
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.of(path.split(":", -1))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, name))
        .filter(LocalPrograms::isProgram)
        .findFirst();
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  /** Begins a session of its own, where the system can, so that all of it can be ended together. */
  static List<String> inItsOwnSession(List<String> argv) {
    List<String> command = new ArrayList<>();
    SESSION.stream()
        .filter(it -> Files.isExecutable(Path.of(it)))
        .findFirst()
        .ifPresent(command::add);
    command.addAll(argv);
    return command;
  }

  /** Leaves in the environment what is handed on, and adds what is given. */
  static void prepare(Map<String, String> environment, Map<String, String> given) {
    environment.keySet().removeIf(name -> !HANDED_ON.contains(name) && !name.startsWith("LC_"));
    environment.putAll(given);
  }
}
