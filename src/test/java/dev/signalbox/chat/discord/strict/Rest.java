package dev.signalbox.chat.discord.strict;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The REST entrance: who is it, may they so often, is there such a route. */
final class Rest {

  /** What to do with a request instead of answering it. */
  enum Trouble {
    /** Do it, and say nothing: the connection breaks. */
    DO_AND_BREAK,
    /** Break the connection at once. */
    BREAK,
    /** Answer 500. */
    FAIL,
    /** Keep it until there is calm, and break the connection then. */
    HOLD
  }

  private static final Duration LONGEST_HOLD = Duration.ofMinutes(2);

  private record Trap(Predicate<String> of, Trouble trouble, AtomicInteger left) {}

  private final World world;
  private final RateLimits limits;
  private final MessageRoutes messages;
  private final ReactionRoutes reactions;
  private final GuildRoutes guilds;
  private final InteractionRoutes interactions;
  private final List<String> seen = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final List<Trap> traps = new ArrayList<>();
  private volatile String gateway = "";
  private volatile String token = StrictDiscord.TOKEN;
  private Optional<HttpServer> server = Optional.empty();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private int port;

  Rest(World world, RateLimits limits) {
    this.world = world;
    this.limits = limits;
    this.messages = new MessageRoutes(world);
    this.reactions = new ReactionRoutes(world);
    this.guilds = new GuildRoutes(world);
    this.interactions = new InteractionRoutes(world, messages);
  }

  ReactionRoutes reactions() {
    return reactions;
  }

  int port() {
    return port;
  }

  /** Where clients are told that the gateway is. */
  void gateway(String url) {
    gateway = url;
  }

  void token(String right) {
    token = right;
  }

  String token() {
    return token;
  }

  void start() {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      http.setExecutor(threads);
      http.createContext("/", this::handle);
      http.start();
      port = http.getAddress().getPort();
      server = Optional.of(http);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void stop() {
    server.ifPresent(s -> s.stop(0));
    server = Optional.empty();
  }

  void trap(Predicate<String> of, Trouble trouble, int times) {
    world.run(() -> traps.add(new Trap(of, trouble, new AtomicInteger(times))));
  }

  void calm() {
    world.run(traps::clear);
  }

  /** Every request, as {@code POST /channels/1/messages}. */
  List<String> seen() {
    return world.in(() -> List.copyOf(seen));
  }

  /** Every request that was refused, with the reason. */
  List<String> refused() {
    return world.in(() -> List.copyOf(refused));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = Request.read(exchange);
      String line = request.method() + " /" + String.join("/", request.path());
      Optional<Trouble> trouble = trouble(line);
      if (trouble.filter(t -> t == Trouble.BREAK).isPresent()) {
        return;
      }
      if (trouble.filter(t -> t == Trouble.HOLD).isPresent()) {
        world.await("calm", LONGEST_HOLD, () -> Optional.of(traps).filter(List::isEmpty));
        return;
      }
      if (trouble.filter(t -> t == Trouble.FAIL).isPresent()) {
        send(exchange, 500, Json.object().put("message", "500: Internal Server Error"));
        return;
      }
      if (request.is("GET", "gateway")) {
        send(exchange, 200, Json.object().put("url", gateway));
        return;
      }
      Optional<JsonNode> early = entrance(exchange, request);
      if (early.isPresent()) {
        world.run(() -> refused.add(line + " " + early.get()));
        return;
      }
      answer(exchange, request, line, trouble.isPresent());
    }
  }

  private Optional<Trouble> trouble(String line) {
    return world.in(
        () -> {
          seen.add(line);
          return traps.stream()
              .filter(t -> t.of().test(line) && t.left().get() > 0)
              .findFirst()
              .map(
                  t -> {
                    t.left().decrementAndGet();
                    return t.trouble();
                  });
        });
  }

  /** Refuses whom nobody knows, and who comes too often; empty for all others. */
  private Optional<JsonNode> entrance(HttpExchange exchange, Request r) throws IOException {
    boolean byToken = r.at(0).equals("interactions") || r.at(0).equals("webhooks");
    String agent = String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent"));
    if (!agent.startsWith("DiscordBot (")) {
      return Optional.of(send(exchange, 403, Json.object().put("message", "no user agent")));
    }
    String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!byToken && !given.equals("Bot " + token)) {
      ObjectNode body = Json.object().put("message", "401: Unauthorized").put("code", 0);
      return Optional.of(send(exchange, 401, body));
    }
    if (byToken && r.at(0).equals("interactions")) {
      return Optional.empty();
    }
    RateLimits.Verdict verdict = limits.take(route(r), r.path().size() > 1 ? r.at(1) : "");
    verdict.headers().forEach((n, v) -> exchange.getResponseHeaders().set(n, v));
    if (!verdict.limited()) {
      return Optional.empty();
    }
    ObjectNode body = Json.object().put("message", "You are being rate limited.");
    body.put("retry_after", verdict.retryAfter()).put("global", verdict.global());
    exchange.getResponseHeaders().set("Via", "1.1 google");
    return Optional.of(send(exchange, 429, body));
  }

  private void answer(HttpExchange exchange, Request request, String line, boolean breaks)
      throws IOException {
    JsonNode body;
    int status = 200;
    try {
      body = world.in(() -> route(request, line));
    } catch (Refusal refusal) {
      world.run(() -> refused.add(line + " " + refusal.told()));
      body = refusal.body();
      status = refusal.status();
    }
    if (!breaks) {
      boolean nothing = status == 200 && body.isObject() && body.isEmpty();
      send(exchange, nothing ? 204 : status, body);
    }
  }

  private JsonNode route(Request request, String line) {
    return messages
        .answer(request)
        .or(() -> reactions.answer(request))
        .or(() -> guilds.answer(request))
        .or(() -> interactions.answer(request))
        .orElseThrow(() -> new Refusal(404, 0, "404: Not Found " + line));
  }

  /** What shares a bucket: the method and the path without its numbers. */
  static String route(Request r) {
    StringBuilder route = new StringBuilder(r.method());
    for (String part : r.path()) {
      route.append('/').append(part.matches("\\d{5,}|token-of-.*") ? "*" : part);
      if (part.equals("reactions")) {
        break;
      }
    }
    return route.toString();
  }

  private static JsonNode send(HttpExchange exchange, int status, JsonNode body)
      throws IOException {
    byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length);
    if (status != 204) {
      exchange.getResponseBody().write(bytes);
    }
    return body;
  }
}
