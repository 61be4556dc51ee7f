package dev.signalbox.app.config;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.ExitCodeGenerator;

/** Everything that is wrong with the configuration; the process ends with {@link #EXIT_CODE}. */
public final class ConfigurationProblems extends RuntimeException implements ExitCodeGenerator {

  /** What a process ends with that was configured wrongly. */
  public static final int EXIT_CODE = 2;

  @Serial private static final long serialVersionUID = 1L;

  // Not kept when serialised, which nobody does with a failure to start.
  private final transient List<Problem> problems;

  ConfigurationProblems(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
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
