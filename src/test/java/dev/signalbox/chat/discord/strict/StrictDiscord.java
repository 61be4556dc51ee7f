package dev.signalbox.chat.discord.strict;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** The whole of it: what is there, who does what, and what goes wrong. */
public final class StrictDiscord implements AutoCloseable {
  /** The one token that is right. */
  public static final String TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAwMQ.strict.token-of-the-bot";

  /** The bot's own account. */
  public static final String BOT = World.BOT;

  private static final Duration PATIENCE = Duration.ofSeconds(100);

  private final World world;
  private final RateLimits limits;
  private final Rest rest;
  private final Gateway gateway;
  private final Crowd crowd;

  /** One whose limits go by this clock; nothing is reachable before {@link #start}. */
  public StrictDiscord(InstantSource clock) {
    world = new World(clock);
    limits = new RateLimits(clock);
    rest = new Rest(world, limits);
    gateway = new Gateway(world, rest);
    crowd = new Crowd(world, rest);
  }

  /** Fails where Discord would refuse a message for its body. */
  public static void requireValid(JsonNode message) {
    try {
      MessageRules.check(message);
    } catch (Refusal refusal) {
      throw new AssertionError(refusal.told(), refusal);
    }
  }

  /** Opens both entrances, where they were before. */
  public StrictDiscord start() {
    rest.start();
    gateway.start();
    rest.gateway(gateway.url());
    return this;
  }

  /** Is not reachable any more; nothing is forgotten. */
  public void stop() {
    gateway.stop();
    rest.stop();
  }

  @Override
  public void close() {
    stop();
  }

  /** Where REST is, with a slash at its end. */
  public String restUrl() {
    return "http://127.0.0.1:" + rest.port() + "/api/v10/";
  }

  /** Where the gateway is. */
  public String gatewayUrl() {
    return gateway.url();
  }

  /** What people see and do. */
  public Crowd crowd() {
    return crowd;
  }

  /** From now on another token is right. */
  public void token(String right) {
    rest.token(right);
  }

  /** So many requests of each bucket in this time. */
  public void limit(int requests, Duration window) {
    limits.usual(new RateLimits.Limit(requests, window));
  }

  /** So many requests of the whole bot in this time. */
  public void globalLimit(int requests, Duration window) {
    limits.global(new RateLimits.Limit(requests, window));
  }

  /** Every request is told to wait so long. */
  public void block(Duration time) {
    limits.blockEverything(time);
  }

  /** Posting in a channel is used up for so long. */
  public void exhaustPosting(String channel, Duration time) {
    limits.exhaust("POST/channels/*/messages", channel, time);
  }

  /** The next requests of this kind are done, but nobody is told: the connection breaks. */
  public void swallowAnswers(Predicate<String> request, int times) {
    rest.trap(request, Rest.Trouble.DO_AND_BREAK, times);
  }

  /** The next requests of this kind find no connection. */
  public void breakOff(Predicate<String> request, int times) {
    rest.trap(request, Rest.Trouble.BREAK, times);
  }

  /** The next requests of this kind are answered with 500. */
  public void fail(Predicate<String> request, int times) {
    rest.trap(request, Rest.Trouble.FAIL, times);
  }

  /** Requests of this kind get no answer, until there is {@link #calm}. */
  public void hold(Predicate<String> request) {
    rest.trap(request, Rest.Trouble.HOLD, Integer.MAX_VALUE);
  }

  /** Nothing goes wrong any more. */
  public void calm() {
    rest.calm();
  }

  /** Every request so far, as {@code POST /channels/1/messages}. */
  public List<String> requests() {
    return rest.seen();
  }

  /** Every request that was refused, with the reason. */
  public List<String> refused() {
    return rest.refused();
  }

  /** What clients did at the gateway. */
  public List<String> gatewayLog() {
    return gateway.log();
  }

  /** How often heartbeats are wanted, and whether they are answered. */
  public void heartbeat(Duration interval, boolean acknowledged) {
    gateway.heartbeat(Math.toIntExact(interval.toMillis()), acknowledged);
  }

  /** The gateway asks everybody to reconnect (op 7). */
  public void askToReconnect() {
    each(s -> s.send(Json.object().put("op", 7)));
  }

  /** Every connection breaks without a word. */
  public void dropConnections() {
    each(Session::drop);
  }

  /** Whoever identifies from now on is sent away with one of Discord's codes; 0 for nobody. */
  public void refuseSessions(int code) {
    gateway.closesWith(code);
  }

  /** Every session is said to be invalid, but to be resumed (op 9). */
  public void doubtSessions() {
    each(s -> s.send(Json.object().put("op", 9).put("d", true)));
  }

  /** The gateway alone is not reachable any more. */
  public void stopGateway() {
    gateway.stop();
  }

  /** The gateway is reachable again. */
  public void startGateway() {
    gateway.start();
  }

  /** Every session ends and can be resumed by nobody (op 9). */
  public void invalidateSessions() {
    world.run(
        () -> {
          gateway
              .sessions()
              .values()
              .forEach(s -> s.send(Json.object().put("op", 9).put("d", false)));
          gateway.sessions().clear();
        });
  }

  /** Whoever wants to resume has to identify again. */
  public void forgetSessions() {
    gateway.forgetSessions();
  }

  /** The last events are sent once more, under their old numbers. */
  public void repeatEvents(int last) {
    each(s -> s.repeat(last));
  }

  /** Every connection is closed with one of Discord's codes. */
  public void closeConnections(int code) {
    each(s -> s.close(code, "as asked"));
  }

  /** Waits until there is something to see; fails with what there is instead. */
  public <T> T await(String what, Supplier<Optional<T>> look) {
    return world.await(what, PATIENCE, look);
  }

  /** Waits until it is so. */
  public void awaitThat(String what, Supplier<Boolean> isSo) {
    world.await(what, PATIENCE, () -> Optional.of(true).filter(_ -> isSo.get()));
  }

  private void each(java.util.function.Consumer<Session> what) {
    world.run(() -> List.copyOf(gateway.sessions().values()).forEach(what));
  }
}
