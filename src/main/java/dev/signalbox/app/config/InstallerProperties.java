package dev.signalbox.app.config;

import org.jspecify.annotations.Nullable;

/**
 * What puts versions onto nodes; one kind of it.
 *
 * @param ssh programs of the nodes themselves
 * @param command programs of this machine
 */
public record InstallerProperties(
    @Nullable SshInstallerProperties ssh, @Nullable CommandInstallerProperties command) {}
