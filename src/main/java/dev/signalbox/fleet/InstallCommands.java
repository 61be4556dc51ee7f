package dev.signalbox.fleet;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The programs that know how an application is installed. Each is an argv with {@link
 * Placeholders}, without a shell between.
 *
 * @param installed prints the version that is installed and runs, and nothing where none is
 * @param install installs and starts {@code {version}}; ends with 0 once it runs
 * @param uninstall stops and takes off what is installed
 * @param environment variables for all of them; here, and only here, secrets may be written
 * @param unreachable exit codes that mean that the node could not be reached and nothing was done
 * @param unknown exit codes that mean that nobody knows what was done
 * @param answer the longest that {@code installed} takes
 */
public record InstallCommands(
    List<String> installed,
    List<String> install,
    List<String> uninstall,
    Map<String, String> environment,
    Set<Integer> unreachable,
    Set<Integer> unknown,
    Duration answer) {

  /** Copies everything. */
  public InstallCommands {
    installed = List.copyOf(installed);
    install = List.copyOf(install);
    uninstall = List.copyOf(uninstall);
    environment = Map.copyOf(environment);
    unreachable = Set.copyOf(unreachable);
    unknown = Set.copyOf(unknown);
  }
}
