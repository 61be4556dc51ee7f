package dev.signalbox.app.config;

import dev.signalbox.deployment.Excerpt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A file of smoke checks that several stages share, in YAML or JSON: lists below {@code node} and
 * {@code cluster}.
 *
 * @param file where it is
 */
record SuiteFile(Path file, List<SmokeProperties.Check> node, List<SmokeProperties.Check> cluster) {

  private static final int SHOWN = 120;

  /** How a check in it is named in a problem. */
  String field(String list) {
    return file + ": " + list;
  }

  /** Reads it; empty, and a problem of the field, where it cannot be read. */
  static Optional<SuiteFile> read(Problems problems, String field, Path file) {
    if (!Files.isReadable(file)) {
      problems.add(
          field,
          "'" + file + "', which cannot be read",
          "a file with checks below node and cluster, from " + Path.of("").toAbsolutePath());
      return Optional.empty();
    }
    try {
      List<PropertySource<?>> documents =
          new YamlPropertySourceLoader().load(file.toString(), new FileSystemResource(file));
      return bound(problems, field, file, documents);
    } catch (IOException | YAMLException e) {
      problems.add(
          field,
          "'" + file + "', which is no YAML: " + Excerpt.of(String.valueOf(e.getMessage()), SHOWN),
          "lists below node and cluster");
      return Optional.empty();
    }
  }

  private static Optional<SuiteFile> bound(
      Problems problems, String field, Path file, List<PropertySource<?>> documents) {
    List<ConfigurationPropertySource> sources = new ArrayList<>();
    documents.forEach(it -> sources.add(ConfigurationPropertySource.from(it)));
    Binder binder = new Binder(sources, null, PropertiesBinder.conversion());
    documents.forEach(it -> requireKnown(problems, field, file, it));
    return Optional.of(
        new SuiteFile(
            file, list(problems, file, binder, "node"), list(problems, file, binder, "cluster")));
  }

  private static void requireKnown(
      Problems problems, String field, Path file, PropertySource<?> document) {
    if (document instanceof EnumerablePropertySource<?> readable) {
      for (String name : readable.getPropertyNames()) {
        if (!name.startsWith("node[") && !name.startsWith("cluster[")) {
          problems.add(
              field, "'" + name + "' in " + file, "checks below node and cluster, nothing else");
        }
      }
    }
  }

  private static List<SmokeProperties.Check> list(
      Problems problems, Path file, Binder binder, String name) {
    try {
      return binder
          .bind(
              name,
              Bindable.listOf(SmokeProperties.Check.class),
              new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
          .orElse(List.of());
    } catch (BindException e) {
      String where = file + ": " + e.getName();
      if (e.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
        unbound
            .getUnboundProperties()
            .forEach(it -> problems.add(file + ": " + it.getName(), "this property is unknown"));
      } else {
        problems.add(where, "a value of another kind", "what config/application.yaml shows");
      }
      return List.of();
    }
  }
}
