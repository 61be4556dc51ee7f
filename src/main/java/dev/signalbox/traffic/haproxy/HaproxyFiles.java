package dev.signalbox.traffic.haproxy;

import dev.signalbox.port.PortFailure;
import java.nio.file.Path;
import java.util.Optional;

/** The files on an HAProxy's machine: the map, the servers' states, and what we did there. */
public interface HaproxyFiles {

  /**
   * The content of a file; empty when there is none.
   *
   * @throws PortFailure.Unreachable when it cannot be read
   */
  Optional<String> read(Path file);

  /**
   * Puts a file there at once and durably: whoever reads it meets the old content or the new.
   *
   * @return why it was not written, in which case the old content is there still; empty when it was
   */
  Optional<String> write(Path file, String content);

  /** Why a file could not be written, found out without writing it; empty when it could be. */
  Optional<String> unwritable(Path file);
}
