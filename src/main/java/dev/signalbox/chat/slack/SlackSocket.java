package dev.signalbox.chat.slack;

import com.slack.api.bolt.App;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.methods.response.apps.connections.AppsConnectionsOpenResponse;
import com.slack.api.socket_mode.SocketModeClient;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The websocket to Slack. Bolt brings a connection that was lost back by itself; here it is opened
 * at first, however long Slack cannot be reached, and opened anew where it stays lost.
 */
final class SlackSocket {
  private static final Logger LOG = LoggerFactory.getLogger(SlackSocket.class);
  private static final int LOOKS_BEFORE_ANEW = 3;

  private final SlackParts parts;
  private final String appToken;
  private final App app;
  private final Runnable connected;
  private final Runnable lost;
  private Optional<SocketModeApp> socket = Optional.empty();
  private int lostFor;

  /**
   * A socket that is not opened yet.
   *
   * @param connected is run each time the connection is seen to be open
   * @param lost is run when the connection was closed
   */
  SlackSocket(SlackParts parts, String appToken, App app, Runnable connected, Runnable lost) {
    this.parts = parts;
    this.appToken = appToken;
    this.app = app;
    this.connected = connected;
    this.lost = lost;
  }

  /** Looks after the connection: opens it, or opens it anew; to be called every few seconds. */
  synchronized void look() {
    if (socket.isPresent() && socket.get().getClient().verifyConnection()) {
      lostFor = 0;
      parts.health().well(SlackHealth.CONNECTION);
      connected.run();
      return;
    }
    lostFor++;
    if (socket.isEmpty()) {
      open();
    } else if (lostFor >= LOOKS_BEFORE_ANEW) {
      trouble("the websocket is closed and does not come back");
      close();
      open();
    }
  }

  private void open() {
    try {
      SocketModeApp opened =
          new SocketModeApp(appToken, SocketModeClient.Backend.JavaWebSocket, app);
      opened.startAsync();
      opened.getClient().addWebSocketCloseListener((_, _) -> lost.run());
      socket = Optional.of(opened);
      lostFor = 0;
    } catch (Exception e) {
      // Bolt declares nothing narrower, and fails on the missing address rather than say why.
      LOG.debug("the websocket could not be opened", e);
      trouble("no websocket is to be had from Slack" + why());
    }
  }

  /** Asked again, Slack says what it has against it. */
  private String why() {
    SlackApi.Result<AppsConnectionsOpenResponse> asked =
        parts.api().ask(client -> client.appsConnectionsOpen(r -> r.token(appToken)));
    return switch (asked) {
      case SlackApi.Result.Failed<AppsConnectionsOpenResponse>(SlackError error, String _) ->
          ": " + error.code();
      case SlackApi.Result.Unclear<AppsConnectionsOpenResponse>(String reason) -> ": " + reason;
      case SlackApi.Result.Limited<AppsConnectionsOpenResponse> _ -> ": it asks to wait";
      case SlackApi.Result.Done<AppsConnectionsOpenResponse> _ -> "";
    };
  }

  private void trouble(String state) {
    parts
        .health()
        .trouble(
            SlackHealth.CONNECTION,
            state,
            "check the network and the app token, which begins with xapp- and has the scope"
                + " connections:write; it is tried again");
  }

  synchronized void close() {
    socket.ifPresent(
        open -> {
          try {
            open.close();
          } catch (Exception e) {
            // Bolt declares nothing narrower; it is closed either way.
            LOG.debug("the websocket closed badly", e);
          }
        });
    socket = Optional.empty();
  }
}
