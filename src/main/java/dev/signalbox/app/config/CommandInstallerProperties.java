package dev.signalbox.app.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Versions installed by programs of this machine. Every argument may hold placeholders.
 *
 * @param installed an argv that prints what is installed
 * @param install an argv that installs
 * @param uninstall an argv that takes off
 * @param environment variables for all of them, in which secrets may be
 * @param answerTimeout the longest that {@code installed} takes
 * @param unreachableExitCodes mean that nothing was done
 * @param unknownExitCodes mean that nobody knows what was done
 */
public record CommandInstallerProperties(
    @DefaultValue List<String> installed,
    @DefaultValue List<String> install,
    @DefaultValue List<String> uninstall,
    @DefaultValue Map<String, String> environment,
    @DefaultValue("30s") Duration answerTimeout,
    @DefaultValue Set<Integer> unreachableExitCodes,
    @DefaultValue Set<Integer> unknownExitCodes) {}
