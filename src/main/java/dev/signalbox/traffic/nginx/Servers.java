package dev.signalbox.traffic.nginx;

import java.net.URI;

/** How a node's address is written as a server of an upstream. */
final class Servers {
  private static final String PLAIN = ":80";

  private Servers() {}

  /** Whether a server is the node at this address. */
  static boolean same(String server, URI address) {
    return withPort(server).equals(address.getHost() + ":" + port(address));
  }

  private static String withPort(String server) {
    return server.matches("\\[.*]|[^:]*") ? server + PLAIN : server;
  }

  /** The port that an address means. */
  static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return "https".equals(address.getScheme()) ? 443 : 80;
  }
}
