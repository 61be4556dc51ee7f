package dev.signalbox.traffic.dns;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a DNS server listens.
 *
 * @param host a name or an address
 * @param port from 1 to 65535
 */
public record Endpoint(String host, int port) {
  /** The port of the DNS. */
  public static final int PORT = 53;

  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?:\\[(?<v6>[0-9A-Fa-f:.%a-z]+)]|(?<bare>[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)"
              + "|(?<host>[^:\\s\\[\\]]+))(?::(?<port>[0-9]{1,5}))?");

  /** Refuses a port that cannot be with an {@link IllegalArgumentException} that says it. */
  public Endpoint {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
    }
  }

  /**
   * Reads {@code host}, {@code host:port}, {@code [2001:db8::1]:port} or a bare IPv6 address;
   * refuses anything else with an {@link IllegalArgumentException} that says it.
   */
  public static Endpoint parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a server: write host, host:port or [IPv6]:port");
    }
    String host = written.group("v6");
    if (host == null) {
      host = written.group("bare") == null ? written.group("host") : written.group("bare");
    }
    String port = written.group("port");
    return new Endpoint(host, port == null ? PORT : Integer.parseInt(port));
  }

  /** Its address now; a name is looked up each time. */
  InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
