package dev.signalbox.chat.discord.strict;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Requests by route and channel, and by bot, in windows. Everything is said in headers, since
 * clients are told to hard-code nothing.
 */
final class RateLimits {
  private static final int GLOBAL_A_SECOND = 50;

  /** How many of a bucket in which time. */
  record Limit(int requests, Duration window) {}

  /**
   * What becomes of a request.
   *
   * @param retryAfter negative where it may pass
   */
  record Verdict(double retryAfter, boolean global, Map<String, String> headers) {
    boolean limited() {
      return retryAfter >= 0;
    }
  }

  private static final class Window {
    Instant ends = Instant.MIN;
    int used;
  }

  private final InstantSource clock;
  private final Map<String, Limit> limits = new HashMap<>();
  private final Map<String, Window> windows = new HashMap<>();
  private Limit usual = new Limit(5, Duration.ofSeconds(5));
  private Limit global = new Limit(GLOBAL_A_SECOND, Duration.ofSeconds(1));
  private Instant globalUntil = Instant.MIN;

  RateLimits(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void usual(Limit limit) {
    usual = limit;
  }

  synchronized void global(Limit limit) {
    global = limit;
  }

  synchronized void of(String route, Limit limit) {
    limits.put(route, limit);
  }

  /** The whole bot is told to wait for so long. */
  synchronized void blockEverything(Duration time) {
    globalUntil = clock.instant().plus(time);
  }

  /** Empties the bucket of a route for so long, as if another process had used it up. */
  synchronized void exhaust(String route, String major, Duration time) {
    Window window = windows.computeIfAbsent(route + major, _ -> new Window());
    window.used = Integer.MAX_VALUE - 1;
    window.ends = clock.instant().plus(time);
  }

  synchronized Verdict take(String route, String major) {
    Instant now = clock.instant();
    if (now.isBefore(globalUntil)) {
      return everything(seconds(now, globalUntil));
    }
    Window all = current("global", global, now);
    if (all.used >= global.requests()) {
      return everything(seconds(now, all.ends));
    }
    all.used++;
    Limit limit = limits.getOrDefault(route, usual);
    Window window = current(route + major, limit, now);
    boolean passes = window.used < limit.requests();
    window.used += passes ? 1 : 0;
    Map<String, String> headers = headers(route, limit, window, now);
    if (passes) {
      return new Verdict(-1, false, headers);
    }
    double wait = seconds(now, window.ends);
    headers.put("Retry-After", decimal(Math.ceil(wait)));
    headers.put("X-RateLimit-Scope", "user");
    return new Verdict(wait, false, headers);
  }

  private Window current(String key, Limit limit, Instant now) {
    Window window = windows.computeIfAbsent(key, _ -> new Window());
    if (!now.isBefore(window.ends)) {
      window.ends = now.plus(limit.window());
      window.used = 0;
    }
    return window;
  }

  private static Verdict everything(double wait) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-RateLimit-Global", "true");
    headers.put("X-RateLimit-Scope", "global");
    headers.put("Retry-After", decimal(Math.ceil(wait)));
    return new Verdict(wait, true, headers);
  }

  private static Map<String, String> headers(
      String route, Limit limit, Window window, Instant now) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-RateLimit-Bucket", Integer.toHexString(route.hashCode()));
    headers.put("X-RateLimit-Limit", Integer.toString(limit.requests()));
    headers.put(
        "X-RateLimit-Remaining", Integer.toString(Math.max(0, limit.requests() - window.used)));
    headers.put("X-RateLimit-Reset", decimal(window.ends.toEpochMilli() / 1000.0));
    headers.put("X-RateLimit-Reset-After", decimal(seconds(now, window.ends)));
    return headers;
  }

  private static double seconds(Instant now, Instant until) {
    return Math.max(0.001, Duration.between(now, until).toMillis() / 1000.0);
  }

  private static String decimal(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }
}
