package dev.signalbox.app.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a secret comes from; one of them.
 *
 * @param file whose content it is
 * @param environment the variable of the bot's environment that holds it
 * @param command an argv that prints it
 */
public record SecretProperties(
    @Nullable Path file, @Nullable String environment, @Nullable List<String> command) {}
