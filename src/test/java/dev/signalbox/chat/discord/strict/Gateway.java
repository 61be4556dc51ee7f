package dev.signalbox.chat.discord.strict;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The gateway: who identifies, who resumes, and which events they asked for. */
final class Gateway implements World.Listener {
  private static final long PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15;

  private final World world;
  private final Rest rest;
  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private final Map<WebSocket, Wire> wires = new ConcurrentHashMap<>();
  private final List<String> log = new ArrayList<>();
  private Optional<Server> server = Optional.empty();
  private int port;
  private volatile int closesWith;
  private volatile int heartbeat = 41_250;
  private volatile boolean acknowledges = true;

  Gateway(World world, Rest rest) {
    this.world = world;
    this.rest = rest;
    world.listen(this);
  }

  String url() {
    return "ws://127.0.0.1:" + port;
  }

  /** Whoever identifies is sent away with this code; 0 for nobody. */
  void closesWith(int code) {
    closesWith = code;
  }

  void heartbeat(int millis, boolean acknowledged) {
    heartbeat = millis;
    acknowledges = acknowledged;
  }

  void start() {
    Server next = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    next.setReuseAddr(true);
    next.setDaemon(true);
    next.start();
    next.awaitStarted();
    port = next.getPort();
    server = Optional.of(next);
  }

  void stop() {
    server.ifPresent(
        s -> {
          try {
            s.stop(100);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server = Optional.empty();
  }

  /** What clients did, such as {@code identify}, {@code resume}, {@code heartbeat}. */
  List<String> log() {
    return world.in(() -> List.copyOf(log));
  }

  Map<String, Session> sessions() {
    return sessions;
  }

  void forgetSessions() {
    world.run(sessions::clear);
  }

  @Override
  public void happened(String type, ObjectNode data) {
    long intent = Intents.of(type);
    sessions.values().stream()
        .filter(s -> intent == 0 || (s.intents & intent) != 0)
        .forEach(s -> s.dispatch(type, Intents.visible(type, data, s.intents)));
  }

  private void received(WebSocket socket, JsonNode frame) {
    Wire wire = wires.get(socket);
    if (wire == null) {
      return;
    }
    int op = frame.path("op").asInt(-1);
    switch (op) {
      case 1 -> {
        log.add("heartbeat");
        if (acknowledges) {
          wire.send(Json.object().put("op", 11));
        }
      }
      case 2 -> identify(wire, frame.path("d"));
      case 3, 4 -> log.add("op " + op);
      case 6 -> resume(wire, frame.path("d"));
      default -> socket.close(4001, "Unknown opcode");
    }
  }

  private void identify(Wire wire, JsonNode data) {
    if (!Json.text(data, "token").equals(rest.token())) {
      log.add("wrong token");
      wire.socket().close(4004, "Authentication failed.");
      return;
    }
    long intents = data.path("intents").asLong(-1);
    if (intents < 0 || intents >= 1L << 26) {
      wire.socket().close(4013, "Invalid intent(s).");
      return;
    }
    if ((intents & PRIVILEGED) != 0) {
      wire.socket().close(4014, "Disallowed intent(s).");
      return;
    }
    log.add("identify " + intents);
    if (closesWith > 0) {
      wire.socket().close(closesWith, "as asked");
      return;
    }
    Session session = new Session("session-" + world.snowflake(), intents);
    sessions.put(session.id, session);
    session.connected(wire);
    session.dispatch("READY", ready(session));
    world.guilds.values().forEach(g -> session.dispatch("GUILD_CREATE", g.created(world)));
  }

  private ObjectNode ready(Session session) {
    ObjectNode ready = Json.object().put("v", 10).put("session_id", session.id);
    ready.put("resume_gateway_url", url());
    ready.set("user", world.user(World.BOT));
    ready.putArray("private_channels");
    ready.putObject("application").put("id", World.BOT).put("flags", 0);
    ready.putArray("shard").add(0).add(1);
    ArrayNode guilds = ready.putArray("guilds");
    world.guilds.keySet().forEach(g -> guilds.addObject().put("id", g).put("unavailable", true));
    return ready;
  }

  private void resume(Wire wire, JsonNode data) {
    Session session = sessions.get(Json.text(data, "session_id"));
    if (!Json.text(data, "token").equals(rest.token())) {
      wire.socket().close(4004, "Authentication failed.");
    } else if (session == null) {
      log.add("resume refused");
      wire.send(Json.object().put("op", 9).put("d", false));
    } else {
      session.connected(wire);
      if (!session.replay(data.path("seq").asLong(0))) {
        wire.socket().close(4007, "Invalid seq.");
        return;
      }
      log.add("resume");
      session.dispatch("RESUMED", Json.object());
    }
  }

  private final class Server extends WebSocketServer {
    private final CountDownLatch started = new CountDownLatch(1);

    Server(InetSocketAddress address) {
      super(address, 1);
    }

    void awaitStarted() {
      try {
        started.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onStart() {
      started.countDown();
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
      String query = handshake.getResourceDescriptor();
      if (!query.contains("v=10") || !query.contains("encoding=json")) {
        socket.close(4012, "Invalid API version.");
        return;
      }
      Wire wire = new Wire(socket, query.contains("compress=zlib-stream"));
      wires.put(socket, wire);
      ObjectNode hello = Json.object().put("op", 10);
      hello.putObject("d").put("heartbeat_interval", heartbeat);
      wire.send(hello);
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
      world.run(() -> received(socket, Json.read(text)));
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
      wires.remove(socket);
      world.run(
          () -> {
            log.add("closed " + code);
            sessions.values().stream().filter(s -> s.isOn(socket)).forEach(Session::disconnected);
          });
    }

    @Override
    public void onError(@Nullable WebSocket socket, Exception e) {
      world.run(() -> log.add("error " + e));
      started.countDown();
    }
  }
}
