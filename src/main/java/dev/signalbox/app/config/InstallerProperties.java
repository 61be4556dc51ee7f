package dev.signalbox.app.config;

import org.jspecify.annotations.Nullable;

/**
 * What puts versions onto nodes; one kind of it.
 *
 * @param ssh programs of the nodes themselves
 * @param command programs of this machine
 * @param ci runs of a CI system
 */
public record InstallerProperties(
    @Nullable SshInstallerProperties ssh,
    @Nullable CommandInstallerProperties command,
    @Nullable CiInstallerProperties ci) {}
