package dev.signalbox.chat.discord.strict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.CloseFrame;
import tools.jackson.databind.node.ObjectNode;

/** One session: it outlives its connection, and keeps what was sent for whoever resumes it. */
final class Session {

  /** An event with its number. */
  private record Sent(long sequence, ObjectNode frame) {}

  final String id;
  final long intents;
  private final List<Sent> sent = new ArrayList<>();
  private Optional<Wire> wire = Optional.empty();
  private long sequence;

  Session(String id, long intents) {
    this.id = id;
    this.intents = intents;
  }

  void connected(Wire to) {
    wire = Optional.of(to);
  }

  boolean isOn(WebSocket socket) {
    return wire.filter(w -> w.socket() == socket).isPresent();
  }

  void disconnected() {
    wire = Optional.empty();
  }

  void dispatch(String type, ObjectNode data) {
    ObjectNode frame = Json.object().put("op", 0).put("t", type).put("s", ++sequence);
    frame.set("d", data);
    sent.add(new Sent(sequence, frame));
    wire.ifPresent(w -> w.send(frame));
  }

  /** Sends again what came after this number; false where there was no such number. */
  boolean replay(long after) {
    if (after > sequence) {
      return false;
    }
    sent.stream()
        .filter(s -> s.sequence() > after)
        .forEach(s -> wire.ifPresent(w -> w.send(s.frame())));
    return true;
  }

  /** Sends once more what was sent last: what a broken network may do. */
  void repeat(int last) {
    List<Sent> again = List.copyOf(sent.subList(Math.max(0, sent.size() - last), sent.size()));
    again.forEach(s -> wire.ifPresent(w -> w.send(s.frame())));
  }

  void send(ObjectNode frame) {
    wire.ifPresent(w -> w.send(frame));
  }

  void close(int code, String reason) {
    wire.ifPresent(w -> w.socket().close(code, reason));
  }

  /** The connection is gone, without a word. */
  void drop() {
    wire.ifPresent(w -> w.socket().closeConnection(CloseFrame.ABNORMAL_CLOSE, "dropped"));
  }
}
