package dev.signalbox.traffic.haproxy;

import dev.signalbox.port.Machine;
import dev.signalbox.port.PortFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Files of another machine, for an HAProxy that runs there. */
public final class MachineFiles implements HaproxyFiles {
  private final Machine machine;

  /** The files of this machine. */
  public MachineFiles(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Optional<String> read(Path file) {
    return machine.read(file).map(content -> new String(content, StandardCharsets.UTF_8));
  }

  /** Written, and read again: a machine that was lost in the middle may have it all the same. */
  @Override
  public Optional<String> write(Path file, String content) {
    try {
      machine.write(file, content.getBytes(StandardCharsets.UTF_8));
    } catch (PortFailure e) {
      return read(file).filter(content::equals).isPresent()
          ? Optional.empty()
          : Optional.of(
              "%s on %s cannot be written (%s)".formatted(file, machine.name(), e.reason()));
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> unwritable(Path file) {
    try {
      read(file);
      return Optional.empty();
    } catch (PortFailure e) {
      return Optional.of(e.reason());
    }
  }
}
