package dev.signalbox.fleet.ssh;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.fleet.Placeholders;
import dev.signalbox.fleet.ProgramInstaller;
import dev.signalbox.port.Attempt;
import dev.signalbox.topology.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Brings a file to a node, unless it is there already: its checksum says so. */
final class Upload implements ProgramInstaller.Delivery {
  private final Artifact artifact;
  private final Function<Node, SshMachine> machines;

  Upload(Artifact artifact, Function<Node, SshMachine> machines) {
    this.artifact = artifact;
    this.machines = machines;
  }

  @Override
  public Optional<StepOutcome> bring(Node node, Map<String, String> facts, Attempt attempt) {
    Path file = Path.of(Placeholders.fill(artifact.file(), facts));
    Path to = Path.of(Placeholders.fill(artifact.to(), facts));
    SshMachine machine = machines.apply(node);
    try {
      String checksum = Checksum.of(file);
      if (machine.checksum(to).filter(checksum::equals).isPresent()) {
        return Optional.empty();
      }
      attempt.progress(
          "%s: sending %s, %d bytes".formatted(node, file.getFileName(), Files.size(file)));
      return machine
          .put(to, Files.newInputStream(file), new SshMachine.Put(checksum, mode(file)), attempt)
          .map(reason -> notBrought(file + " was not brought to " + node + ": " + reason, attempt));
    } catch (IOException e) {
      return Optional.of(
          StepOutcome.failed(
              file + " cannot be read here, and so " + node + " was left as it is: " + e));
    }
  }

  private static StepOutcome notBrought(String what, Attempt attempt) {
    return attempt.stopRequested() ? new StepOutcome.Stopped(what) : StepOutcome.failed(what);
  }

  private static String mode(Path file) {
    return Files.isExecutable(file) ? "755" : "644";
  }
}
