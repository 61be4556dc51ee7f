package dev.signalbox.chat.discord.strict;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import org.java_websocket.WebSocket;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import tools.jackson.databind.node.ObjectNode;

/** One connection; with zlib-stream all of its messages are one compressed stream. */
final class Wire {
  private final WebSocket socket;
  private final boolean compressed;
  private final Deflater deflater = new Deflater();

  Wire(WebSocket socket, boolean compressed) {
    this.socket = socket;
    this.compressed = compressed;
  }

  WebSocket socket() {
    return socket;
  }

  boolean compressed() {
    return compressed;
  }

  synchronized void send(ObjectNode frame) {
    String text = Json.write(frame);
    try {
      if (compressed) {
        socket.send(deflated(text.getBytes(StandardCharsets.UTF_8)));
      } else {
        socket.send(text);
      }
    } catch (WebsocketNotConnectedException _) {
      // Whoever left gets it when they resume.
    }
  }

  /** Flushed after each message, so that it ends in 00 00 FF FF. */
  private byte[] deflated(byte[] bytes) {
    deflater.setInput(bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    int length;
    do {
      length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
      out.write(buffer, 0, length);
    } while (length == buffer.length);
    return out.toByteArray();
  }
}
