package dev.signalbox.fleet.ssh;

import dev.signalbox.deployment.Excerpt;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;

/** What the library's exceptions mean, in words for people. */
final class SshWords {
  private static final int LONGEST = 200;
  private static final String NO_ROUTE =
      "there is no route to it; is the machine up, and the network between us?";

  private SshWords() {}

  /** Whether nothing came in time. */
  static boolean isSilence(IOException e) {
    return root(e) instanceof TimeoutException;
  }

  private static Throwable root(IOException e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  /** The reason that is nearest to the network. */
  static String reason(IOException e) {
    Throwable root = root(e);
    return switch (root) {
      case TimeoutException _ ->
          "nobody answered in time; is the machine up, and lets a firewall us through?";
      case NoRouteToHostException _ -> NO_ROUTE;
      case SocketException down when isWithoutRoute(down) -> NO_ROUTE;
      case UnresolvedAddressException _ -> "nobody knows its name";
      case ConnectException refused when isRefusal(refused) ->
          "the connection is refused; does an SSH server listen there?";
      default -> said(root);
    };
  }

  private static boolean isWithoutRoute(SocketException e) {
    String said = String.valueOf(e.getMessage());
    return said.contains("unreachable") || said.contains("No route");
  }

  private static boolean isRefusal(ConnectException e) {
    return String.valueOf(e.getMessage()).contains("refused");
  }

  private static String said(Throwable root) {
    String said = root.getMessage();
    return said == null || said.isBlank()
        ? root.getClass().getSimpleName()
        : Excerpt.of(said, LONGEST);
  }
}
