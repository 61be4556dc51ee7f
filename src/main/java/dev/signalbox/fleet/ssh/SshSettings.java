package dev.signalbox.fleet.ssh;

import dev.signalbox.port.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How machines are reached.
 *
 * @param keys files with private keys, in the order in which they are tried
 * @param passphrase opens those of them that are encrypted
 * @param agent the socket of an agent that holds keys
 * @param knownHosts the keys of machines that an operator has confirmed
 * @param jumps the machines on the way, the first one first
 */
public record SshSettings(
    List<Path> keys,
    Optional<Secret> passphrase,
    Optional<Path> agent,
    Path knownHosts,
    List<SshTarget> jumps,
    Pace pace) {

  /** Copies the lists. */
  public SshSettings {
    keys = List.copyOf(keys);
    jumps = List.copyOf(jumps);
  }

  /**
   * How long things may take.
   *
   * @param connect until a connection is made and the account let in
   * @param keepAlive between two questions whether the other side is still there; after three
   *     without an answer the connection is given up
   */
  public record Pace(Duration connect, Duration keepAlive) {}
}
