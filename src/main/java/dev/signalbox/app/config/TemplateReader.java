package dev.signalbox.app.config;

import dev.signalbox.fleet.InstallCommands;
import dev.signalbox.fleet.Placeholders;
import dev.signalbox.port.Secret;
import dev.signalbox.port.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads arguments and variables with placeholders. */
final class TemplateReader {

  private static final String KNOWN =
      "one of " + String.join(", ", Placeholders.NAMES.stream().sorted().toList());

  private final Problems problems;
  private final Secrets secrets;

  TemplateReader(Problems problems, Secrets secrets) {
    this.problems = problems;
    this.secrets = secrets;
  }

  /** The programs of an installer, whichever machine they run on. */
  InstallCommands commands(String field, CommandInstallerProperties written) {
    argv(field + ".installed", written.installed());
    argv(field + ".install", written.install());
    argv(field + ".uninstall", written.uninstall());
    variables(field + ".environment", written.environment());
    problems.positive(field + ".answer-timeout", written.answerTimeout());
    return new InstallCommands(
        written.installed(),
        written.install(),
        written.uninstall(),
        written.environment(),
        written.unreachableExitCodes(),
        written.unknownExitCodes(),
        written.answerTimeout());
  }

  /** An argv that has to be written, and must not hold secrets. */
  void argv(String field, List<String> argv) {
    if (argv.isEmpty() || argv.getFirst().isBlank()) {
      problems.add(
          field, "no program", "a program and its arguments, such as [/opt/app.sh, \"{version}\"]");
    }
    for (int i = 0; i < argv.size(); i++) {
      open(field + "[" + i + "]", argv.get(i), Placeholders.NAMES);
    }
  }

  /** A text that anybody may see. */
  void open(String field, String template, Set<String> known) {
    placeholders(field, template, known);
    if (!Placeholders.secrets(template).isEmpty()) {
      problems.add(
          field,
          "a secret where others can see it, as in a list of processes",
          "it below environment, and let the program read the variable");
    }
  }

  /** Variables, in which secrets may be. */
  void variables(String field, Map<String, String> variables) {
    variables.forEach(
        (name, template) -> {
          if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            problems.add(field, "'" + name + "'", "a variable's name, such as APP_HOME");
          }
          hidden(field + "." + Fields.key(name), template, Placeholders.NAMES);
        });
  }

  /** A text that only its receiver sees. */
  void hidden(String field, String template, Set<String> known) {
    placeholders(field, template, known);
    for (String name : Placeholders.secrets(template)) {
      problems.oneOf(field, name, secrets.names());
    }
  }

  private void placeholders(String field, String template, Set<String> known) {
    for (String name : Placeholders.unknown(template, known)) {
      String remedy =
          known.equals(Placeholders.NAMES)
              ? KNOWN
              : "one of " + String.join(", ", known.stream().sorted().toList());
      problems.add(field, "'{" + name + "}', which stands for nothing", remedy);
    }
  }

  /** A secret by its name. */
  Optional<Secret> secret(String field, String name) {
    return problems.oneOf(field, name, secrets.names()).flatMap(secrets::named);
  }
}
