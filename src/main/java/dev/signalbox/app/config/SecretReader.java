package dev.signalbox.app.config;

import dev.signalbox.fleet.command.LocalMachine;
import dev.signalbox.port.Machine.Ended;
import dev.signalbox.port.Machine.Program;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Secret;
import dev.signalbox.port.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads where secrets come from. What they are is read when they are needed. */
final class SecretReader {

  private static final String FIELD = "signalbox.secrets";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Problems problems;

  SecretReader(Problems problems) {
    this.problems = problems;
  }

  Secrets read(Map<String, SecretProperties> properties) {
    List<Secret> secrets = new ArrayList<>();
    properties.forEach(
        (name, source) ->
            source(FIELD + "." + Fields.key(name), name, source)
                .ifPresent(it -> secrets.add(new Secret(name, it))));
    return new Secrets(secrets);
  }

  private Optional<Supplier<String>> source(String field, String name, SecretProperties written) {
    Path file = written.file();
    String variable = written.environment();
    List<String> command = written.command();
    if (Stream.of(
                Optional.ofNullable(file),
                Optional.ofNullable(variable),
                Optional.ofNullable(command))
            .filter(Optional::isPresent)
            .count()
        != 1) {
      problems.add(
          field,
          file == null && variable == null && command == null ? "nothing" : "several sources",
          "one of file, environment and command");
      return Optional.empty();
    }
    if (file != null) {
      return ofFile(field, name, file);
    }
    return variable != null ? ofVariable(field, variable) : ofCommand(field, name, command);
  }

  private Optional<Supplier<String>> ofFile(String field, String name, Path file) {
    if (!Files.isReadable(file)) {
      problems.add(
          field + ".file", "'" + file + "', which cannot be read", "a file with the secret");
      return Optional.empty();
    }
    return Optional.of(
        () -> {
          try {
            return Files.readString(file);
          } catch (IOException e) {
            throw unreadable(name, file + " cannot be read");
          }
        });
  }

  private Optional<Supplier<String>> ofVariable(String field, String variable) {
    String value = System.getenv(variable);
    if (value == null) {
      problems.add(
          field + ".environment",
          "'" + variable + "', which is not set",
          "a variable that the bot is started with");
      return Optional.empty();
    }
    return Optional.of(() -> value);
  }

  private Optional<Supplier<String>> ofCommand(
      String field, String name, @Nullable List<String> command) {
    if (command == null || command.isEmpty()) {
      problems.add(field + ".command", "no word", "a program and its arguments");
      return Optional.empty();
    }
    Program program = Program.of(command, LIMIT);
    return Optional.of(
        () ->
            switch (new LocalMachine().run(program, _ -> {}, () -> false)) {
              case Ended.Exited(int code, String said, String _) when code == 0 -> said;
              case Ended.Exited(int code, String _, String _) ->
                  throw unreadable(name, command.getFirst() + " ended with exit code " + code);
              case Ended.Killed _, Ended.TimedOut _, Ended.Stopped _ ->
                  throw unreadable(name, command.getFirst() + " did not end in time");
              case Ended.NotStarted(String reason) -> throw unreadable(name, reason);
            });
  }

  private static PortFailure unreadable(String name, String why) {
    return new PortFailure.Unreachable("the secret " + name + " cannot be read: " + why, null);
  }
}
