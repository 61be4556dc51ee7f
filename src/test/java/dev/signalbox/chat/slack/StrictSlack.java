package dev.signalbox.chat.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Slack of our own, stricter than the real one; it can go away and come back. */
final class StrictSlack implements AutoCloseable {
  static final String TEAM = "T1TEAM";
  static final String APP = "A1APP";
  static final String BOT = "U1BOT";
  static final String BOT_TOKEN = "xoxb-1-strict-bot-token";
  static final String APP_TOKEN = "xapp-1-strict-app-token";

  /** A channel. */
  static final class Channel {
    final String id;
    volatile String name = "deploys";
    volatile boolean member = true;
    volatile boolean archived;
    volatile boolean secret;
    final ConcurrentSkipListMap<String, JsonObject> messages = new ConcurrentSkipListMap<>();

    Channel(String id) {
      this.id = id;
    }

    JsonObject message(String ts) {
      return Objects.requireNonNull(messages.get(ts), () -> "no message " + ts);
    }
  }

  /** What somebody alone was told. */
  record Whisper(String user, String text, String channel) {}

  final Map<String, Channel> channels = new ConcurrentHashMap<>();
  final Map<String, JsonObject> users = new ConcurrentHashMap<>();
  final Map<String, List<String>> groups = new ConcurrentHashMap<>();
  final Set<String> withoutScopes = ConcurrentHashMap.newKeySet();
  final List<String> problems = new CopyOnWriteArrayList<>();
  final List<String> history = new CopyOnWriteArrayList<>();
  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<Whisper> whispers = new CopyOnWriteArrayList<>();
  final List<JsonObject> views = new CopyOnWriteArrayList<>();
  volatile boolean revoked;

  /** How long each call takes, for a clock of the test's own. */
  volatile Runnable onCall = () -> {};

  /** What a test does at a call, before and after it is done; a kill, for example. */
  interface Interference {
    void at(String method, Map<String, String> form, boolean done);
  }

  volatile Interference interference = (_, _, _) -> {};

  private final InstantSource clock;
  private final StrictLimits limits;
  private final boolean limited;
  private final StrictApi methods = new StrictApi(this);
  private final StrictFiles files = new StrictFiles(this);
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(2, Thread.ofPlatform().daemon().factory());
  private final Map<String, String> failing = new ConcurrentHashMap<>();
  private final Map<String, Integer> dying = new ConcurrentHashMap<>();
  private final Set<String> triggers = ConcurrentHashMap.newKeySet();
  private final int port = free();
  private final int socketPort = free();
  private @Nullable HttpServer http;
  private @Nullable StrictSocket socket;
  private long lastTs;

  /**
   * A Slack that runs.
   *
   * @param limited whether it says 429 by the published limits
   */
  StrictSlack(InstantSource clock, boolean limited) {
    this.clock = clock;
    this.limits = new StrictLimits(clock);
    this.limited = limited;
    channels.put("C1DEPLOYS", new Channel("C1DEPLOYS"));
    user("U1DEPLOYER");
    user("U2APPROVER");
    user("U3VISITOR");
    up();
  }

  /** Is there, again. */
  synchronized void up() {
    try {
      StrictSocket sockets = new StrictSocket(socketPort, timer);
      sockets.begin();
      socket = sockets;
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
      server.createContext("/api/", this::api);
      server.createContext("/upload/", this::upload);
      server.createContext("/respond", this::respond);
      server.start();
      http = server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Is gone; what it has stays. */
  synchronized void down() {
    if (http != null) {
      http.stop(0);
    }
    StrictSocket sockets = socket;
    if (sockets != null) {
      sockets.drop();
      try {
        sockets.stop(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    down();
    timer.shutdownNow();
  }

  URI api() {
    return URI.create("http://127.0.0.1:" + port + "/api/");
  }

  StrictSocket socket() {
    StrictSocket sockets = socket;
    if (sockets == null) {
      throw new IllegalStateException("Slack was never up");
    }
    return sockets;
  }

  StrictFiles files() {
    return files;
  }

  Channel channel() {
    return Objects.requireNonNull(channels.get("C1DEPLOYS"));
  }

  /** The next call of the method fails so. */
  void failNext(String method, String error) {
    failing.put(method, error);
  }

  /** The next calls of the method are done, and their answers get lost. */
  void dieAfter(String method, int times) {
    dying.put(method, times);
  }

  /** A member of the workspace. */
  JsonObject user(String id) {
    JsonObject user = new JsonObject();
    user.addProperty("id", id);
    user.addProperty("team_id", TEAM);
    user.addProperty("name", id.toLowerCase(Locale.ROOT));
    user.addProperty("real_name", id);
    for (String no :
        List.of(
            "deleted",
            "is_admin",
            "is_owner",
            "is_primary_owner",
            "is_restricted",
            "is_ultra_restricted",
            "is_bot",
            "is_app_user")) {
      user.addProperty(no, false);
    }
    user.addProperty("updated", 1_790_000_000);
    JsonObject profile = new JsonObject();
    profile.addProperty("real_name", id);
    profile.addProperty("display_name", id);
    profile.addProperty("team", TEAM);
    user.add("profile", profile);
    users.put(id, user);
    return user;
  }

  synchronized String nextTs() {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    lastTs = Math.max(lastTs + 1, now);
    return SlackTimeline.ts(lastTs);
  }

  String put(Channel channel, JsonObject message) {
    String ts = nextTs();
    message.addProperty("ts", ts);
    channel.messages.put(ts, message);
    history.add("post " + ts);
    socket().changed();
    return ts;
  }

  void whispered(String user, String text, String channel) {
    whispers.add(new Whisper(user, text, channel));
    socket().changed();
  }

  void shown(JsonObject view) {
    views.add(view);
    socket().changed();
  }

  String trigger() {
    String trigger = "trigger-" + nextTs();
    triggers.add(trigger);
    return trigger;
  }

  boolean useTrigger(String trigger) {
    return triggers.remove(trigger);
  }

  String respondUrl() {
    return api().resolve("/respond").toString();
  }

  /** Waits until something that people can see is so. */
  void until(BooleanSupplier condition) throws InterruptedException {
    if (!socket().await(condition)) {
      throw new AssertionError("it did not happen; " + this);
    }
  }

  /** Everything that its members can read, in the order of the channel. */
  String readable() {
    return channel().messages.values().stream()
        .map(m -> m.get("text").getAsString() + "\n" + words(m.get("blocks")))
        .collect(Collectors.joining("\n---\n"));
  }

  /** The message that says this. */
  Optional<JsonObject> saying(String words) {
    return channel().messages.values().stream()
        .filter(m -> (m.get("text").getAsString() + words(m.get("blocks"))).contains(words))
        .reduce((_, newest) -> newest);
  }

  static String words(@Nullable JsonElement element) {
    StringBuilder words = new StringBuilder();
    collect(element, words);
    return words.toString();
  }

  private static void collect(@Nullable JsonElement element, StringBuilder words) {
    if (element instanceof JsonArray array) {
      array.forEach(e -> collect(e, words));
    } else if (element instanceof JsonObject object) {
      if (object.has("text") && object.get("text").isJsonPrimitive()) {
        words.append(object.get("text").getAsString()).append('\n');
      } else {
        object.entrySet().forEach(e -> collect(e.getValue(), words));
      }
    }
  }

  private void api(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestURI().getPath().substring("/api/".length());
    Map<String, String> form = form(exchange);
    String token =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
            .map(h -> h.replaceFirst("Bearer ", ""))
            .orElseGet(() -> form.getOrDefault("token", ""));
    calls.add(method);
    onCall.run();
    Optional<Long> wait =
        limited ? limits.after(method, form.getOrDefault("channel", "")) : Optional.empty();
    if (wait.isPresent()) {
      exchange.getResponseHeaders().add("Retry-After", Long.toString(wait.get()));
      problems.add("429 " + method);
      send(exchange, 429, "{\"ok\":false,\"error\":\"ratelimited\"}");
      return;
    }
    interference.at(method, form, false);
    String answer = answer(method, token, form);
    interference.at(method, form, true);
    if (dying.getOrDefault(method, 0) > 0) {
      dying.merge(method, -1, Integer::sum);
      exchange.close();
      return;
    }
    send(exchange, 200, answer);
  }

  private String answer(String method, String token, Map<String, String> form) {
    String fails = failing.remove(method);
    try {
      if (fails != null) {
        throw new StrictApi.Refused(fails);
      }
      synchronized (methods) {
        return methods.answer(method, token, form).toString();
      }
    } catch (StrictApi.Refused refused) {
      JsonObject no = new JsonObject();
      no.addProperty("ok", false);
      no.addProperty("error", refused.getMessage());
      if ("missing_scope".equals(refused.getMessage())) {
        no.addProperty("needed", String.join(",", withoutScopes));
      }
      return no.toString();
    } catch (RuntimeException e) {
      problems.add(method + " " + e);
      return "{\"ok\":false,\"error\":\"fatal_error\"}";
    }
  }

  private void upload(HttpExchange exchange) throws IOException {
    String id = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
    boolean taken = files.send(id, exchange.getRequestBody().readAllBytes());
    send(exchange, taken ? 200 : 400, taken ? "OK" : "no");
  }

  private void respond(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    whispered("response_url", body, "");
    send(exchange, 200, "ok");
  }

  private static Map<String, String> form(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(
            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return form;
  }

  /** What the bot token may do, which Slack says with every answer. */
  private String scopes() {
    return SlackManifest.scopes().stream()
        .filter(scope -> !withoutScopes.contains(scope))
        .collect(Collectors.joining(","));
  }

  private void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
    exchange.getResponseHeaders().add("X-OAuth-Scopes", scopes());
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static int free() {
    try (ServerSocket probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "problems " + problems + ", whispers " + whispers + ", channel:\n" + readable();
  }
}
