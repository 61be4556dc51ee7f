package dev.signalbox.app.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the journal is: a file of our own, or a PostgreSQL.
 *
 * @param file without its ending; {@code var/signalbox} if neither it nor a URL is said
 * @param url of a PostgreSQL
 * @param passwordFile whose content is the password
 * @param lease how long what an instance runs stays its own when nothing is heard of it; 20 s if
 *     nothing is said
 */
public record DatabaseProperties(
    @Nullable Path file,
    @Nullable String url,
    @Nullable String user,
    @Nullable Path passwordFile,
    @Nullable Duration lease) {}
