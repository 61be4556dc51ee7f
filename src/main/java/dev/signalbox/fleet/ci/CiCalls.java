package dev.signalbox.fleet.ci;

import dev.signalbox.fleet.ci.CallSeal.Verdict;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The calls of one lane's CI system, and those who wait for them. A call only makes whoever waits
 * for its run look at once: what the run came to is always asked of the CI system itself, so that a
 * call that is forged, lost or early changes nothing but the time of a question.
 */
public final class CiCalls {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** How soon a call is heard, and how often it is looked for a while after one. */
  private static final Duration SLICE = Duration.ofMillis(200);

  /** A run calls in its last step, and ends a little later: so many looks follow a call. */
  private static final int LOOKS = 25;

  /** A shorter secret could be found by trying. */
  private static final int SHORTEST_SECRET = 16;

  private final Secret secret;
  private final CallSeal seal;
  private final List<Waiting> waiting = new CopyOnWriteArrayList<>();

  /** Calls that are signed with the secret. */
  public CiCalls(Secret secret, InstantSource clock) {
    this.secret = secret;
    this.seal = new CallSeal(secret, clock);
  }

  /**
   * What a caller is answered.
   *
   * @param status of HTTP (RFC 9110)
   * @param taken whether it was genuine, so that it tells nothing to strangers
   */
  record Answer(int status, boolean taken, String text) {}

  /** Takes a call, or refuses it. Never throws for what a caller sent. */
  Answer take(String time, String signature, byte[] body) {
    return switch (seal.judge(time, signature, body)) {
      case Verdict.Genuine _ -> heard(body);
      case Verdict.Replayed _ -> new Answer(409, false, "this call was here before");
      case Verdict.Forged _ -> new Answer(401, false, "the signature is not right");
      case Verdict.OutOfTime(Duration off) ->
          new Answer(
              401,
              false,
              "the call's time is "
                  + off.abs().toSeconds()
                  + " s "
                  + (off.isNegative() ? "ago" : "ahead")
                  + ", at most "
                  + CallSeal.WINDOW.toSeconds()
                  + " are accepted: sign it anew, and look at the clock");
      case Verdict.Unjudged(String reason) -> new Answer(503, false, reason);
    };
  }

  private Answer heard(byte[] body) {
    List<String> names;
    try {
      JsonNode json = JSON.readTree(new String(body, StandardCharsets.UTF_8));
      names = Stream.of("marker", "run").map(json::path).map(CiCalls::name).toList();
    } catch (JacksonException _) {
      names = List.of();
    }
    List<String> said = names.stream().filter(it -> !it.isEmpty()).toList();
    if (said.isEmpty()) {
      return new Answer(400, true, "write {\"marker\": \"…\"} or {\"run\": \"…\"}");
    }
    long told = waiting.stream().filter(it -> it.hears(said)).count();
    return new Answer(
        202, true, told == 0 ? "nobody waits for this run here" : "the run is looked at now");
  }

  private static String name(JsonNode value) {
    return value.isValueNode() && !value.isNull() ? value.asString() : "";
  }

  /** Begins to wait for calls of what has this name; to be closed. */
  Waiting await(String marker) {
    Waiting begun = new Waiting(marker);
    waiting.add(begun);
    return begun;
  }

  /** Waits between two looks at a run, and less where it has called. */
  final class Waiting implements AutoCloseable {
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean called = new AtomicBoolean();
    private int looks;

    private Waiting(String marker) {
      names.add(marker);
    }

    /** What it is called too. */
    void alsoAs(String run) {
      names.add(run);
    }

    private boolean hears(Collection<String> said) {
      boolean isMine = said.stream().anyMatch(names::contains);
      if (isMine) {
        called.set(true);
      }
      return isMine;
    }

    /** As {@link Attempt#pause}, ended early by a call; a while after one it is short. */
    boolean pause(Attempt attempt, Duration time) {
      Duration left = time;
      while (left.isPositive()) {
        if (called.getAndSet(false)) {
          looks = LOOKS;
          return !attempt.stopRequested();
        }
        if (!attempt.pause(left.compareTo(SLICE) < 0 ? left : SLICE)) {
          return false;
        }
        if (looks > 0) {
          looks--;
          return true;
        }
        left = left.minus(SLICE);
      }
      return true;
    }

    @Override
    public void close() {
      waiting.remove(this);
    }
  }

  /** Whether calls could be judged. */
  Finding inspect() {
    String what = "callbacks";
    String remedy = "look at equipment.installer.ci.callback-secret";
    try {
      return secret.reveal().length() < SHORTEST_SECRET
          ? new Finding.Bad(
              what,
              secret + " has fewer than " + SHORTEST_SECRET + " characters",
              "take a longer one, such as of openssl rand -hex 32")
          : new Finding.Good(what, "judged by " + secret);
    } catch (PortFailure e) {
      return new Finding.Bad(what, e.reason(), remedy);
    }
  }
}
