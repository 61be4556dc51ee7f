package dev.signalbox.app.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One channel.
 *
 * @param address the platform's own name of it; the channel's name if unsaid
 * @param applications what may be spoken of there; everything if unsaid
 */
public record ChannelProperties(
    @Nullable String platform,
    @Nullable String address,
    @Nullable List<String> applications,
    @Nullable String defaultApplication,
    @Nullable String defaultStage) {}
