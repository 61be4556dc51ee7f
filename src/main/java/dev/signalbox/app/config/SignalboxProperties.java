package dev.signalbox.app.config;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything under {@code signalbox}, as it is written. What it means, {@link Setup} says.
 *
 * @param people by name
 * @param onDuty who is mentioned when a deployment needs attention
 * @param secrets by name
 * @param machines by name, those that routers are on
 * @param stages by name
 * @param applications by name
 * @param channels by name
 */
@ConfigurationProperties(prefix = SignalboxProperties.PREFIX, ignoreUnknownFields = false)
public record SignalboxProperties(
    @DefaultValue Map<String, PersonProperties> people,
    @DefaultValue List<String> onDuty,
    @DefaultValue Map<String, SecretProperties> secrets,
    @DefaultValue Map<String, MachineProperties> machines,
    @DefaultValue Map<String, StageProperties> stages,
    @DefaultValue Map<String, ApplicationProperties> applications,
    @DefaultValue Map<String, ChannelProperties> channels,
    @DefaultValue SlackProperties slack,
    @DefaultValue DiscordProperties discord,
    @DefaultValue DriftProperties drift,
    @DefaultValue DatabaseProperties database,
    @DefaultValue WebProperties web,
    @DefaultValue LabProperties lab) {

  /** What every property begins with. */
  public static final String PREFIX = "signalbox";
}
