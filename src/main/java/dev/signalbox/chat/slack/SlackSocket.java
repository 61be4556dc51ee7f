package dev.signalbox.chat.slack;

import com.slack.api.bolt.App;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.socket_mode.SocketModeClient;
import java.io.IOException;
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
   * @param connected is run whenever Slack says hello
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
      SocketModeClient client =
          parts.api().slack().socketMode(appToken, SocketModeClient.Backend.JavaWebSocket);
      client.addWebSocketMessageListener(this::heard);
      client.addWebSocketCloseListener((_, _) -> lost.run());
      SocketModeApp opened = new SocketModeApp(client, app);
      socket = Optional.of(opened);
      lostFor = 0;
      opened.startAsync();
    } catch (IOException e) {
      trouble("no websocket is to be had from Slack: " + said(e));
    } catch (Exception e) {
      // Bolt declares nothing narrower; whatever it was, it is tried again.
      trouble("the websocket could not be opened: " + e.getClass().getSimpleName());
      close();
    }
  }

  private void heard(String message) {
    if (message.startsWith("{\"type\":\"hello\"") || message.contains("\"type\":\"hello\"")) {
      parts.health().well(SlackHealth.CONNECTION);
      connected.run();
    }
  }

  /** Slack's own word for it, without the address, which has a ticket in it. */
  private static String said(IOException e) {
    String message = SlackApi.orEmpty(e.getMessage());
    int error = message.indexOf("error: ");
    return error < 0
        ? e.getClass().getSimpleName()
        : SlackText.cut(message.substring(error + "error: ".length()).replaceAll("[^a-z_].*", ""), 60);
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
