package dev.signalbox.chat.slack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.Yaml;

/** What the manifest that people paste asks for. */
final class SlackManifest {
  private static final Path CONFIG = Path.of(System.getProperty("basedir"), "config");

  private SlackManifest() {}

  static List<String> scopes() {
    return list("slack-manifest.yaml", "oauth_config", "scopes", "bot");
  }

  /** The list below these names. */
  static List<String> list(String file, String... names) {
    return entries(file, names).stream().map(String::valueOf).toList();
  }

  /** The same, as they are. */
  static List<?> entries(String file, String... names) {
    Object at = read(file);
    for (String name : names) {
      at = Objects.requireNonNull(((Map<?, ?>) at).get(name), name);
    }
    return (List<?>) at;
  }

  static Object read(String file) {
    try {
      return new Yaml().load(Files.readString(CONFIG.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
