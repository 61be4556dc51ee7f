package dev.signalbox.app.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mock.env.MockPropertySource;

/**
 * The repository's {@code config/application.yaml}, as it stands or with its comments come true.
 */
record ConfigurationFile(String text) {

  /** {@code #property: value} */
  private static final Pattern DEFAULT = Pattern.compile("(?m)^( *)#(?=[a-z])");

  /** {@code # property: value}, deeper where it belongs to one. */
  private static final Pattern EXAMPLE =
      Pattern.compile("(?m)^( *)# {3}(?= *(- )?[\\w\"\\[\\]-]+:( |$))");

  static ConfigurationFile ofTheRepository() throws IOException {
    return new ConfigurationFile(
        Files.readString(Path.of(System.getProperty("basedir"), "config", "application.yaml")));
  }

  ConfigurationFile withDefaultsWritten() {
    return new ConfigurationFile(DEFAULT.matcher(text).replaceAll("$1"));
  }

  ConfigurationFile withExamplesWritten() {
    return new ConfigurationFile(EXAMPLE.matcher(withoutHead()).replaceAll("$1"));
  }

  /** The head explains the two kinds of comments by writing some. */
  private String withoutHead() {
    return text.substring(text.indexOf("\nserver:"));
  }

  /** An environment with nothing but this file, and these properties before it. */
  StandardEnvironment environment(String... properties) {
    StandardEnvironment environment = new StandardEnvironment();
    for (PropertySource<?> source : sources()) {
      environment.getPropertySources().addLast(source);
    }
    MockPropertySource more = new MockPropertySource("arguments");
    for (String property : properties) {
      int equals = property.indexOf('=');
      more.setProperty(property.substring(0, equals), property.substring(equals + 1));
    }
    environment.getPropertySources().addFirst(more);
    return environment;
  }

  private List<PropertySource<?>> sources() {
    try {
      return new YamlPropertySourceLoader()
          .load(
              "application.yaml",
              new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)) {
                @Override
                public String getFilename() {
                  return "application.yaml";
                }
              });
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
