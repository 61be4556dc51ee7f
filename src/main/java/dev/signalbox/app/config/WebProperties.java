package dev.signalbox.app.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The channel page.
 *
 * @param baseUrl where people find it; localhost at the server's port if unsaid
 */
public record WebProperties(@Nullable URI baseUrl) {}
