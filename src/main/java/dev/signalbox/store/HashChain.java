package dev.signalbox.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The hash of one entry of the journal: SHA-256 over these nine texts, in this order, each as four
 * bytes with the length of its UTF-8 form (big-endian; −1 and nothing more for an empty column),
 * followed by that form:
 *
 * <ol>
 *   <li>the hash of the entry before, in lower-case hexadecimal; 64 zeros for the first
 *   <li>the position, in decimal
 *   <li>the time, as microseconds since 1970-01-01T00:00Z, in decimal
 *   <li>the deployment's number, in decimal, or none
 *   <li>the lane, written {@code application/stage}, or none
 *   <li>the person
 *   <li>the account
 *   <li>the kind
 *   <li>the body, exactly as it is stored
 * </ol>
 *
 * <p>The lengths keep one column from running over into the next: no two different rows are hashed
 * from the same bytes.
 */
final class HashChain {

  /** Stands for the entry before the first. */
  static final String START = "0".repeat(64);

  private HashChain() {}

  /** One row's columns but for its own hash. */
  record Row(
      long position,
      Instant at,
      @Nullable Long deployment,
      @Nullable String lane,
      String person,
      String account,
      String kind,
      String body,
      String previousHash) {}

  static String hash(Row row) {
    MessageDigest sha = sha256();
    add(sha, row.previousHash());
    add(sha, Long.toString(row.position()));
    add(sha, Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, row.at())));
    add(sha, row.deployment() == null ? null : row.deployment().toString());
    add(sha, row.lane());
    add(sha, row.person());
    add(sha, row.account());
    add(sha, row.kind());
    add(sha, row.body());
    return HexFormat.of().formatHex(sha.digest());
  }

  private static void add(MessageDigest sha, @Nullable String text) {
    if (text == null) {
      sha.update(length(-1));
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sha.update(length(bytes.length));
    sha.update(bytes);
  }

  private static byte[] length(int length) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
