package dev.signalbox.app.config;

import org.jspecify.annotations.Nullable;

/** What a lane says goes before what its application says. */
final class Inherited {

  private Inherited() {}

  static <T> @Nullable T either(@Nullable T own, @Nullable T inherited) {
    return own != null ? own : inherited;
  }

  static <T> T or(@Nullable T said, T otherwise) {
    return said != null ? said : otherwise;
  }
}
