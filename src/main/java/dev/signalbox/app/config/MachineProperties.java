package dev.signalbox.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Another machine, over SSH, on which a router or the program that knows one is.
 *
 * @param host where it is, a name, a name and port, or {@code user@name:port}; needed
 * @param user the account there, where {@code host} has none
 * @param keys files with private keys
 * @param passphrase the name of the secret that opens them
 * @param agent the socket of an agent
 * @param knownHosts the keys of machines that are confirmed; needed
 * @param jumps the machines on the way
 * @param connectTimeout until a connection is made and the account let in
 * @param keepAlive between two questions whether it is still there
 */
public record MachineProperties(
    @Nullable String host,
    @Nullable String user,
    @DefaultValue List<Path> keys,
    @Nullable String passphrase,
    @Nullable Path agent,
    @Nullable Path knownHosts,
    @DefaultValue List<String> jumps,
    @DefaultValue("10s") Duration connectTimeout,
    @DefaultValue("15s") Duration keepAlive)
    implements SshAccess {}
