package dev.signalbox.fleet.ssh;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An account on a machine.
 *
 * @param user the account
 * @param host a name or an address, without brackets
 * @param port usually 22
 */
public record SshTarget(String user, String host, int port) {

  /** The port that SSH has unless another one is written. */
  public static final int USUAL_PORT = 22;

  private static final Pattern GRAMMAR =
      Pattern.compile(
          "(?:(?<user>[^@\\s]+)@)?(?:\\[(?<six>[^\\]\\s]+)]|(?<host>[^:@\\[\\]\\s]+))(?::(?<port>\\d{1,5}))?");

  /** Refuses what is empty, and ports that do not exist, with an IllegalArgumentException. */
  public SshTarget {
    if (user.isBlank() || host.isBlank() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "'" + user + "@" + host + ":" + port + "' is no account: write user@host:port");
    }
  }

  /**
   * Reads {@code user@host:port}; what is not written is taken from the defaults.
   *
   * @throws IllegalArgumentException when it is written otherwise
   */
  public static SshTarget parse(String text, String defaultUser, int defaultPort) {
    Matcher matcher = GRAMMAR.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no account: write user@host:port");
    }
    String user = matcher.group("user");
    String six = matcher.group("six");
    String port = matcher.group("port");
    return new SshTarget(
        user == null ? defaultUser : user,
        six == null ? matcher.group("host") : six,
        port == null ? defaultPort : Integer.parseInt(port));
  }

  /** {@code host} as {@code known_hosts} has it: with the port where that is not the usual one. */
  String knownAs() {
    return port == USUAL_PORT ? host : "[" + host + "]:" + port;
  }

  /** {@code user@host}, with the port where that is not the usual one. */
  @Override
  public String toString() {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return user + "@" + shown + (port == USUAL_PORT ? "" : ":" + port);
  }
}
