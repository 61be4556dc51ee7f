package dev.signalbox.app.config;

import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;

/** Finds the file and the line in which a property was written. */
record Places(ConfigurableEnvironment environment) {

  /** Such as {@code application.yaml:12}; empty for what was written in no file, or not at all. */
  Optional<String> of(String field) {
    return origin(field)
        .filter(TextResourceOrigin.class::isInstance)
        .map(TextResourceOrigin.class::cast)
        .filter(origin -> origin.getResource() != null && origin.getLocation() != null)
        .map(Places::text);
  }

  /** Whether the property, or one below it, was written somewhere. */
  boolean isWritten(String field) {
    ConfigurationPropertyName name = ConfigurationPropertyName.of(field);
    for (var source : ConfigurationPropertySources.get(environment)) {
      if (source.getConfigurationProperty(name) != null
          || source.containsDescendantOf(name)
              == org.springframework.boot.context.properties.source.ConfigurationPropertyState
                  .PRESENT) {
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
      var property = source.getConfigurationProperty(name);
      if (property != null) {
        return Optional.ofNullable(property.getOrigin());
      }
    }
    return Optional.empty();
  }

  private static String text(TextResourceOrigin origin) {
    String file =
        origin.getResource() == null ? "" : String.valueOf(origin.getResource().getFilename());
    int line = origin.getLocation() == null ? 0 : origin.getLocation().getLine() + 1;
    return Path.of(file).getFileName() + ":" + line;
  }
}
