package dev.signalbox.app.config;

import dev.signalbox.command.Nearest;
import dev.signalbox.deployment.Excerpt;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Binds the properties as Spring Boot does, but goes on after a mistake: a person wants to read all
 * of them at once, not one a start.
 */
final class PropertiesBinder {

  private static final int SHOWN = 60;
  private static final Bindable<SignalboxProperties> TARGET =
      Bindable.of(SignalboxProperties.class);

  private final Binder binder;
  private final Problems problems;

  PropertiesBinder(ConfigurableEnvironment environment, Problems problems) {
    this.binder =
        new Binder(
            ConfigurationPropertySources.get(environment),
            new PropertySourcesPlaceholdersResolver(environment),
            conversion());
    this.problems = problems;
  }

  /** How values are read. */
  static ApplicationConversionService conversion() {
    ApplicationConversionService conversion = new ApplicationConversionService();
    conversion.addConverter(String.class, Duration.class, Spans::parse);
    conversion.addConverter(Number.class, Duration.class, it -> Spans.parse(it.toString()));
    conversion.addConverter(String.class, WarmUpProperties.Path.class, WarmUpProperties.Path::of);
    return conversion;
  }

  /** The properties, with their default wherever there was a problem. */
  SignalboxProperties bind() {
    SignalboxProperties bound =
        binder.bindOrCreate(SignalboxProperties.PREFIX, TARGET, new Unreadable());
    try {
      binder.bindOrCreate(
          SignalboxProperties.PREFIX, TARGET, new NoUnboundElementsBindHandler(new Skipping()));
    } catch (BindException e) {
      if (!(e.getCause() instanceof UnboundConfigurationPropertiesException unbound)) {
        throw e;
      }
      unbound.getUnboundProperties().forEach(this::unknown);
    }
    return bound;
  }

  private void unknown(ConfigurationProperty property) {
    String name = property.getName().toString();
    if (problems.has(name)) {
      return;
    }
    PropertyNames.Unknown unknown = PropertyNames.unknown(property.getName());
    String others = String.join(", ", unknown.known());
    String meant =
        Nearest.to(unknown.part(), unknown.known())
            .map(nearest -> "did you mean " + nearest + "?")
            .orElse(
                others.isEmpty()
                    ? "remove it, nothing can be written below its parent"
                    : "remove it, or write one of " + others);
    problems.add(name, "this property is unknown; " + meant);
  }

  /** What is to be written where a value of this type is wanted. */
  private static String remedy(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    return REMEDIES.getOrDefault(type, "its properties, indented, each on a line of its own");
  }

  private static final Map<Class<?>, String> REMEDIES =
      Map.of(
          Duration.class, "a time with its unit, such as 500ms, 30s, 5m or 2h",
          Integer.class, "a whole number",
          Long.class, "a whole number",
          Double.class, "a number, such as 0.01",
          Boolean.class, "true or false",
          URI.class, "an address, such as http://10.0.0.1:8080",
          Path.class, "a path",
          List.class, "a list, such as [a, b]");

  /** Notes what cannot be read, and goes on without it. */
  private final class Unreadable extends AbstractBindHandler {

    @Override
    public @Nullable Object onFailure(
        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
      ConfigurationProperty property = context.getConfigurationProperty();
      Object found = property == null ? null : property.getValue();
      String shown = found == null ? "nothing" : "'" + Excerpt.of(found.toString(), SHOWN) + "'";
      problems.add(name.toString(), shown, remedy(target.getType().resolve(Object.class)));
      return null;
    }
  }

  /** Goes on without what the first reading complained about already. */
  private static final class Skipping extends AbstractBindHandler {

    @Override
    public @Nullable Object onFailure(
        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
      return null;
    }
  }
}
