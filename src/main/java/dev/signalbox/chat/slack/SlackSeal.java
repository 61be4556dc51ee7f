package dev.signalbox.chat.slack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Slack's signature, {@code v0=} and an HMAC-SHA256 of time and body. Bolt takes any time in the
 * future and the same request again within its window; here neither comes in.
 */
final class SlackSeal {
  /** How far a request's time may be off, on both sides. */
  static final Duration WINDOW = Duration.ofMinutes(5);

  private static final String ALGORITHM = "HmacSHA256";

  /** What became of a request. */
  enum Verdict {
    /** It comes from Slack, for the first time. */
    GENUINE("it is genuine"),
    /** It was here before. */
    REPLAYED("it was here before"),
    /** It was not signed with the secret. */
    FORGED("its signature is not Slack's"),
    /** Its time is too far off. */
    OUT_OF_TIME("its time is more than five minutes off");

    private final String reason;

    Verdict(String reason) {
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  private final SecretKeySpec key;
  private final InstantSource clock;
  private final Map<String, Instant> taken = new HashMap<>();

  SlackSeal(String secret, InstantSource clock) {
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    this.clock = clock;
  }

  synchronized Verdict judge(String time, String signature, byte[] body) {
    Instant now = clock.instant();
    byte[] expected =
        ("v0=" + HexFormat.of().formatHex(mac(time, body))).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))) {
      return Verdict.FORGED;
    }
    if (!time.matches("\\d{1,12}")
        || Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now)
                .abs()
                .compareTo(WINDOW)
            > 0) {
      return Verdict.OUT_OF_TIME;
    }
    taken.values().removeIf(until -> until.isBefore(now));
    return taken.putIfAbsent(signature, now.plus(WINDOW).plus(WINDOW)) == null
        ? Verdict.GENUINE
        : Verdict.REPLAYED;
  }

  private byte[] mac(String time, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(("v0:" + time + ":").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
