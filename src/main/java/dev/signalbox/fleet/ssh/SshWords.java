package dev.signalbox.fleet.ssh;

import dev.signalbox.deployment.Excerpt;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;

/** What the library's exceptions mean, in words for people. */
final class SshWords {
  private static final int LONGEST = 200;

  private SshWords() {}

  /** The reason that is nearest to the network. */
  static String reason(IOException e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return switch (root) {
      case TimeoutException _ -> "nobody answered in time";
      case NoRouteToHostException _ -> "there is no route to it";
      case UnresolvedAddressException _ -> "nobody knows its name";
      case ConnectException refused when isRefusal(refused) ->
          "the connection is refused; does an SSH server listen there?";
      default -> said(root);
    };
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
