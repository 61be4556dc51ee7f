package dev.signalbox.app.config;

import dev.signalbox.deployment.Excerpt;
import java.io.Serial;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.ExitCodeGenerator;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Everything that is wrong with the configuration; the process ends with {@link #EXIT_CODE}. */
public final class ConfigurationProblems extends RuntimeException implements ExitCodeGenerator {

  /** What a process ends with that was configured wrongly. */
  public static final int EXIT_CODE = 2;

  private static final int SHOWN = 120;

  @Serial private static final long serialVersionUID = 1L;

  // Not kept when serialised, which nobody does with a failure to start.
  private final transient List<Problem> problems;

  ConfigurationProblems(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /**
   * What is wrong with the configuration, where that is why something failed: problems that were
   * found, or a file that is no YAML at all.
   */
  public static Optional<ConfigurationProblems> in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConfigurationProblems problems) {
        return Optional.of(problems);
      }
      if (cause instanceof YAMLException unreadable) {
        return Optional.of(new ConfigurationProblems(List.of(unreadable(unreadable))));
      }
    }
    return Optional.empty();
  }

  /** The lines around the mistake are left out: there may be a secret in them. */
  private static Problem unreadable(YAMLException failure) {
    if (failure instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      return new Problem(
          "line " + (marked.getProblemMark().getLine() + 1),
          "this is no YAML: "
              + Excerpt.of(String.valueOf(marked.getProblem()), SHOWN)
              + "; indent with spaces, each property once",
          Optional.empty());
    }
    return new Problem(
        "the configuration file",
        "this is no YAML: " + Excerpt.of(String.valueOf(failure.getMessage()), SHOWN),
        Optional.empty());
  }

  /** All of them, in the order of the configuration as far as it has one. */
  public List<Problem> problems() {
    return problems;
  }

  @Override
  public int getExitCode() {
    return EXIT_CODE;
  }
}
