package dev.signalbox.app.config;

import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One application. How it is rolled out and checked holds for all of its stages, unless a stage
 * says otherwise.
 *
 * @param stages its lanes, by the name of the stage
 */
public record ApplicationProperties(
    @DefaultValue Map<String, LaneProperties> stages,
    @DefaultValue EquipmentProperties equipment,
    @DefaultValue RolloutProperties rollout,
    @DefaultValue SmokeProperties smoke,
    @DefaultValue WarmUpProperties warmUp,
    @DefaultValue WatchProperties watch) {}
