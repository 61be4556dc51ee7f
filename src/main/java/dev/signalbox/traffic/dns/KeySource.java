package dev.signalbox.traffic.dns;

import java.nio.file.Path;

/**
 * Where the TSIG key (RFC 8945) is read, each time that it is needed: a key that was rotated is
 * used from then on.
 */
public sealed interface KeySource {

  /**
   * A file: BIND's {@code key "name" { algorithm …; secret "…"; };}, one line {@code
   * [algorithm:]name:secret} as dig takes it, or the secret in base64 alone.
   *
   * @param defaults what the file does not say
   */
  record InFile(Path file, Defaults defaults) implements KeySource {}

  /** A variable of the environment with one of a file's forms. */
  record InEnvironment(String variable, Defaults defaults) implements KeySource {}

  /**
   * What is taken where the source has the secret alone.
   *
   * @param name the key's name; empty where the source says it
   * @param algorithm such as {@code hmac-sha256}
   */
  record Defaults(String name, String algorithm) {}
}
