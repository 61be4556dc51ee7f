package dev.signalbox.chat.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/**
 * Socket Mode: a ticket opens one socket, what is not acknowledged within three seconds is
 * delivered again, up to three times, and a refresh lets two sockets overlap.
 */
final class StrictSocket extends WebSocketServer {
  private static final int DELIVERIES = 4;

  private final ScheduledExecutorService timer;
  private final CountDownLatch bound = new CountDownLatch(1);
  private final AtomicInteger numbers = new AtomicInteger();
  private final Set<String> tickets = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> unacknowledged = new ConcurrentHashMap<>();
  private final List<WebSocket> open = new CopyOnWriteArrayList<>();
  private final List<JsonObject> acknowledgements = new CopyOnWriteArrayList<>();
  private volatile long slowestMillis;
  private final AtomicInteger ignoring = new AtomicInteger();
  private final Object changes = new Object();

  StrictSocket(int port, ScheduledExecutorService timer) {
    super(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    this.timer = timer;
    setReuseAddr(true);
    setConnectionLostTimeout(0);
  }

  void begin() throws InterruptedException {
    start();
    if (!bound.await(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the websocket's port was not bound");
    }
  }

  /** An address that can be used once. */
  String address() {
    String ticket = "ticket-" + numbers.incrementAndGet();
    tickets.add(ticket);
    return "ws://127.0.0.1:" + getPort() + "/link?ticket=" + ticket;
  }

  /** Forgets this many acknowledgements, as when they get lost on their way. */
  void loseAcknowledgements(int count) {
    ignoring.set(count);
  }

  List<JsonObject> acknowledgements() {
    return acknowledgements;
  }

  long slowestMillis() {
    return slowestMillis;
  }

  int connections() {
    return open.size();
  }

  /** Waits for something to change until the condition holds. */
  boolean await(java.util.function.BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
    synchronized (changes) {
      while (!condition.getAsBoolean()) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        changes.wait(left);
      }
      return true;
    }
  }

  void changed() {
    synchronized (changes) {
      changes.notifyAll();
    }
  }

  /** Delivers to one of the connections; lost when there is none, as with Slack. */
  void deliver(String type, JsonObject payload) {
    deliver("env-" + numbers.incrementAndGet(), type, payload, 0);
  }

  private void deliver(String id, String type, JsonObject payload, int attempt) {
    if (open.isEmpty() || attempt >= DELIVERIES) {
      return;
    }
    JsonObject envelope = new JsonObject();
    envelope.addProperty("envelope_id", id);
    envelope.addProperty("type", type);
    envelope.addProperty("accepts_response_payload", type.equals("slash_commands"));
    if (type.equals("events_api")) {
      envelope.addProperty("retry_attempt", attempt);
      envelope.addProperty("retry_reason", attempt == 0 ? "" : "timeout");
    }
    envelope.add("payload", payload);
    unacknowledged.put(id, System.nanoTime());
    open.getLast().send(envelope.toString());
    var _ =
        timer.schedule(
            () -> {
              if (unacknowledged.containsKey(id)) {
                deliver(id, type, payload, attempt + 1);
              }
            },
            3,
            TimeUnit.SECONDS);
  }

  /** Says that every connection will be closed, and closes it when a new one is there. */
  void refresh() {
    open.forEach(
        socket ->
            socket.send(
                "{\"type\":\"disconnect\",\"reason\":\"refresh_requested\",\"debug_info\":{}}"));
  }

  /** Cuts every connection without a word. */
  void drop() {
    open.forEach(socket -> socket.closeConnection(1006, "cut"));
  }

  @Override
  public void onOpen(WebSocket socket, ClientHandshake handshake) {
    String ticket = handshake.getResourceDescriptor().replaceFirst(".*ticket=", "");
    if (!tickets.remove(ticket)) {
      socket.close(4001, "the ticket was used");
      return;
    }
    open.add(socket);
    socket.send(
        "{\"type\":\"hello\",\"num_connections\":"
            + open.size()
            + ",\"connection_info\":{\"app_id\":\""
            + StrictSlack.APP
            + "\"},\"debug_info\":{\"host\":\"strict\",\"approximate_connection_time\":18060}}");
    changed();
  }

  @Override
  public void onClose(WebSocket socket, int code, String reason, boolean remote) {
    open.remove(socket);
    changed();
  }

  @Override
  public void onMessage(WebSocket socket, String message) {
    if (!message.startsWith("{")) {
      return;
    }
    JsonObject said = JsonParser.parseString(message).getAsJsonObject();
    if (ignoring.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return;
    }
    Long sent = unacknowledged.remove(said.get("envelope_id").getAsString());
    if (sent != null) {
      slowestMillis =
          Math.max(slowestMillis, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent));
    }
    acknowledgements.add(said);
    changed();
  }

  @Override
  public void onError(WebSocket socket, Exception e) {
    changed();
  }

  @Override
  public void onStart() {
    bound.countDown();
  }
}
