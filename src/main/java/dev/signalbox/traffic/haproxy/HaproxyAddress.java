package dev.signalbox.traffic.haproxy;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an HAProxy's runtime API listens, as its {@code stats socket} line says it. */
public sealed interface HaproxyAddress {

  /** A socket in the file system. */
  record Unix(Path path) implements HaproxyAddress {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** A TCP port, which has no password: to be reached from the bot's machine only. */
  record Tcp(String host, int port) implements HaproxyAddress {
    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /**
   * Reads an absolute path, or {@code host:port}; throws an {@link IllegalArgumentException} that
   * says what to write for anything else.
   */
  static HaproxyAddress parse(String text) {
    if (text.startsWith("/")) {
      return new Unix(Path.of(text));
    }
    Matcher tcp = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^:\\s/]+)):(\\d{1,5})").matcher(text);
    if (!tcp.matches() || Integer.parseInt(tcp.group(3)) > 65_535) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no socket: write its path, such as /run/haproxy/admin.sock, or"
              + " host:port");
    }
    String host = tcp.group(1) == null ? tcp.group(2) : tcp.group(1);
    return new Tcp(host, Integer.parseInt(tcp.group(3)));
  }
}
