package dev.signalbox.fleet.ci;

import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells calls of the CI system from those of anybody else: {@code sha256=} and an HMAC-SHA256 (RFC
 * 2104) of the call's time, a full stop, and its body. What was taken once is not taken again.
 */
final class CallSeal {
  /** How far a call's time may be off, on both sides. */
  static final Duration WINDOW = Duration.ofMinutes(5);

  /** How long a secret that was read counts, so that strangers cannot have it read at will. */
  private static final Duration READ_FOR = Duration.ofSeconds(10);

  private static final String ALGORITHM = "HmacSHA256";

  /** What became of a call. */
  sealed interface Verdict {
    /** It comes from the CI system, for the first time. */
    record Genuine() implements Verdict {}

    /** It was here before. */
    record Replayed() implements Verdict {}

    /** It was not signed with the secret. */
    record Forged() implements Verdict {}

    /** It was signed with the secret, by a clock that is too far off or too long ago. */
    record OutOfTime(Duration off) implements Verdict {}

    /** Nobody can say: the secret cannot be read. */
    record Unjudged(String reason) implements Verdict {}
  }

  private final Secret secret;
  private final InstantSource clock;
  private final Map<String, Instant> taken = new HashMap<>();
  private Instant readAt = Instant.MIN;
  private Optional<SecretKeySpec> key = Optional.empty();
  private String unreadable = "";

  CallSeal(Secret secret, InstantSource clock) {
    this.secret = secret;
    this.clock = clock;
  }

  /**
   * Judges a call.
   *
   * @param time seconds since 1970, as it says
   * @param signature as it says
   */
  synchronized Verdict judge(String time, String signature, byte[] body) {
    if (!time.matches("\\d{1,12}") || !signature.matches("sha256=[0-9a-f]{64}")) {
      return new Verdict.Forged();
    }
    Instant now = clock.instant();
    read(now);
    if (key.isEmpty()) {
      return new Verdict.Unjudged(unreadable);
    }
    byte[] expected = mac(key.get(), time, body);
    byte[] given = HexFormat.of().parseHex(signature.substring("sha256=".length()));
    if (!MessageDigest.isEqual(expected, given)) {
      return new Verdict.Forged();
    }
    Duration off = Duration.between(now, Instant.ofEpochSecond(Long.parseLong(time)));
    if (off.abs().compareTo(WINDOW) > 0) {
      return new Verdict.OutOfTime(off);
    }
    taken.values().removeIf(until -> until.isBefore(now));
    return taken.putIfAbsent(signature, now.plus(WINDOW).plus(WINDOW)) == null
        ? new Verdict.Genuine()
        : new Verdict.Replayed();
  }

  private void read(Instant now) {
    if (now.isBefore(readAt.plus(READ_FOR)) && !now.isBefore(readAt)) {
      return;
    }
    readAt = now;
    try {
      byte[] text = secret.reveal().getBytes(StandardCharsets.UTF_8);
      key = Optional.of(new SecretKeySpec(text, ALGORITHM));
    } catch (PortFailure e) {
      key = Optional.empty();
      unreadable = e.reason();
    }
  }

  private static byte[] mac(SecretKeySpec key, String time, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
