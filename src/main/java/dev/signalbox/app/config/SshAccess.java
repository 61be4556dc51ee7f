package dev.signalbox.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How machines are reached over SSH, wherever in the configuration that is written. */
interface SshAccess {

  /** The account there, and on the way where nothing else is said. */
  @Nullable String user();

  /** Files with private keys. */
  List<Path> keys();

  /** The name of the secret that opens them. */
  @Nullable String passphrase();

  /** The socket of an agent. */
  @Nullable Path agent();

  /** The keys of machines that are confirmed. */
  @Nullable Path knownHosts();

  /** The machines on the way, the first one first. */
  List<String> jumps();

  /** Until a connection is made and the account let in. */
  Duration connectTimeout();

  /** Between two questions whether a machine is still there. */
  Duration keepAlive();
}
