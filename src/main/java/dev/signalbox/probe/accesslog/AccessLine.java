package dev.signalbox.probe.accesslog;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request in the format that the router is configured with: behind the syslog header (RFC 3164
 * or RFC 5424, which differ only before that) the word {@code signalbox-access}, and then {@code
 * name=value} or {@code name="value"}, in any order. Names that are not known are passed over.
 *
 * @param backend what the router sent the request to
 * @param status of the answer; 0 or less where there was none
 * @param took from the first byte of the request to the last one of the answer
 * @param version as the answer said it, or empty text
 * @param clientLeft whether the client went away first, which is nobody's failure
 */
record AccessLine(String backend, int status, Duration took, String version, boolean clientLeft) {

  private static final String MARK = "signalbox-access ";
  private static final Pattern HEADER = Pattern.compile("<\\d{1,3}>.*", Pattern.DOTALL);
  private static final Pattern FIELD = Pattern.compile("([a-z]+)=(?:\"([^\"]*)\"|(\\S*))");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,12}(\\.\\d{1,9})?");
  private static final int CLIENT_CLOSED = 499;
  private static final int SERVER_ERROR = 500;
  private static final int FIRST_STATUS = 100;
  private static final int LONGEST_VERSION = 64;
  private static final BigDecimal MOST_MILLIS = BigDecimal.valueOf(86_400_000);
  private static final String NOTHING = "-";

  /** Whether a user would call it failed. */
  boolean isFailed() {
    return !clientLeft && (status >= SERVER_ERROR || status < FIRST_STATUS);
  }

  /** Reads what came in one datagram; empty where that is no line of this kind. */
  static Optional<AccessLine> parse(String datagram) {
    int mark = datagram.indexOf(MARK);
    if (mark < 0 || !HEADER.matcher(datagram).matches()) {
      return Optional.empty();
    }
    Map<String, String> fields = fields(datagram.substring(mark + MARK.length()));
    String backend = fields.getOrDefault("backend", "");
    try {
      int status = Integer.parseInt(fields.getOrDefault("status", ""));
      return backend.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new AccessLine(
                  backend, status, took(fields), version(fields), clientLeft(fields, status)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new HashMap<>();
    Matcher field = FIELD.matcher(text);
    while (field.find()) {
      String quoted = field.group(2);
      fields.putIfAbsent(field.group(1), quoted == null ? field.group(3) : quoted);
    }
    return fields;
  }

  /** In {@code ms} (HAProxy) or in {@code seconds} with a fraction (nginx). */
  private static Duration took(Map<String, String> fields) {
    BigDecimal millis =
        fields.containsKey("ms")
            ? number(fields.getOrDefault("ms", ""))
            : number(fields.getOrDefault("seconds", "")).movePointRight(3);
    // HAProxy says -1 of a request that never was complete.
    BigDecimal sane = millis.max(BigDecimal.ZERO).min(MOST_MILLIS);
    return Duration.ofNanos(sane.movePointRight(6).longValue());
  }

  private static BigDecimal number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new NumberFormatException(text);
    }
    return new BigDecimal(text);
  }

  private static String version(Map<String, String> fields) {
    String version = fields.getOrDefault("version", "");
    String sane = version.equals(NOTHING) ? "" : version;
    return sane.substring(0, Math.min(sane.length(), LONGEST_VERSION));
  }

  /** HAProxy's termination state begins with C, nginx's status is 499. */
  private static boolean clientLeft(Map<String, String> fields, int status) {
    return fields.getOrDefault("end", "").startsWith("C") || status == CLIENT_CLOSED;
  }
}
