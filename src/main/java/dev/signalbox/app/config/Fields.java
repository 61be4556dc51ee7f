package dev.signalbox.app.config;

import java.util.regex.Pattern;

/** How properties are named. */
final class Fields {

  private static final Pattern PLAIN = Pattern.compile("[a-z0-9-]+");

  private Fields() {}

  /** A name that the configuration chose, as it is written in a property's name. */
  static String key(String name) {
    return PLAIN.matcher(name).matches() ? name : "[" + name + "]";
  }
}
