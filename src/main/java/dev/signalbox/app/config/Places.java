package dev.signalbox.app.config;

import java.util.Optional;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.Resource;

/** Finds the file and the line in which a property was written. */
record Places(ConfigurableEnvironment environment) {

  /** Such as {@code application.yaml:12}; empty for what was written in no file, or not at all. */
  Optional<String> of(String field) {
    return origin(field)
        .map(origin -> origin instanceof PropertySourceOrigin outer ? outer.getOrigin() : origin)
        .filter(TextResourceOrigin.class::isInstance)
        .map(TextResourceOrigin.class::cast)
        .flatMap(Places::text);
  }

  /** Whether the property, or one below it, was written somewhere. */
  boolean isWritten(String field) {
    ConfigurationPropertyName name = ConfigurationPropertyName.of(field);
    for (var source : ConfigurationPropertySources.get(environment)) {
      if (source.getConfigurationProperty(name) != null
          || source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT) {
        return true;
      }
    }
    return false;
  }

  private Optional<Origin> origin(String field) {
    if (!ConfigurationPropertyName.isValid(field)) {
      return Optional.empty();
    }
    ConfigurationPropertyName name = ConfigurationPropertyName.of(field);
    for (var source : ConfigurationPropertySources.get(environment)) {
      ConfigurationProperty property = source.getConfigurationProperty(name);
      if (property != null) {
        return Optional.ofNullable(property.getOrigin());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> text(TextResourceOrigin origin) {
    Resource file = origin.getResource();
    TextResourceOrigin.Location location = origin.getLocation();
    return file == null || location == null
        ? Optional.empty()
        : Optional.of(file.getFilename() + ":" + (location.getLine() + 1));
  }
}
