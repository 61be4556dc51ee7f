package dev.signalbox.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Versions installed by programs of the nodes, over SSH. Every argument may hold placeholders.
 *
 * @param user the account on the nodes
 * @param port where they listen
 * @param hosts by node, where it is reached if not at its own address
 * @param keys files with private keys
 * @param passphrase the name of the secret that opens them
 * @param agent the socket of an agent
 * @param knownHosts the keys of machines that are confirmed
 * @param jumps the machines on the way
 * @param connectTimeout until a connection is made and the account let in
 * @param keepAlive between two questions whether a node is still there
 * @param upload brought to the node before
 * @param installed an argv that prints what is installed
 * @param install an argv that installs
 * @param uninstall an argv that takes off
 * @param environment variables for all of them, in which secrets may be
 * @param answerTimeout the longest that {@code installed} takes
 */
public record SshInstallerProperties(
    @Nullable String user,
    @DefaultValue("22") int port,
    @DefaultValue Map<String, String> hosts,
    @DefaultValue List<Path> keys,
    @Nullable String passphrase,
    @Nullable Path agent,
    @Nullable Path knownHosts,
    @DefaultValue List<String> jumps,
    @DefaultValue("10s") Duration connectTimeout,
    @DefaultValue("15s") Duration keepAlive,
    @Nullable Upload upload,
    @DefaultValue List<String> installed,
    @DefaultValue List<String> install,
    @DefaultValue List<String> uninstall,
    @DefaultValue Map<String, String> environment,
    @DefaultValue("30s") Duration answerTimeout)
    implements SshAccess {

  /**
   * A file that is brought to a node.
   *
   * @param file where it is here
   * @param to where it is to be there
   */
  public record Upload(@Nullable String file, @Nullable String to) {}
}
