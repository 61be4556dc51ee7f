package dev.signalbox.port;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All secrets, by their name; they hide each other from what others print before it is told or
 * stored.
 */
public final class Secrets {

  /** None at all. */
  public static final Secrets NONE = new Secrets(List.of());

  /** A line of a long secret, such as a key; a shorter one may be in any text. */
  private static final int SHORTEST_LINE = 8;

  /** A part of a secret at the edge of a text that was cut. */
  private static final int SHORTEST_PART = 6;

  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private final Map<String, Secret> byName = new LinkedHashMap<>();

  /** These; of two with the same name the last. */
  public Secrets(Collection<Secret> secrets) {
    secrets.forEach(secret -> byName.put(secret.name(), secret));
  }

  /** The secret with this name. */
  public Optional<Secret> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Their names. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /**
   * The text without any secret that was revealed so far: each is replaced by its name in brackets,
   * also where it is written in Base64 or as part of an address, and where only its end begins the
   * text or its beginning ends it, because a line was told in pieces.
   */
  public String hide(String text) {
    String hidden = text;
    for (Shape shape : shapes()) {
      hidden = hideEdges(hidden.replace(shape.text(), shape.sign()), shape);
    }
    return hidden;
  }

  private record Shape(String text, String sign) {}

  /** The longest first, so that one that contains another is hidden whole. */
  private List<Shape> shapes() {
    List<Shape> shapes = new ArrayList<>();
    for (Secret secret : byName.values()) {
      String sign = "[" + secret + "]";
      secret.revealed().stream()
          .flatMap(Secrets::spellings)
          .distinct()
          .forEach(text -> shapes.add(new Shape(text, sign)));
    }
    shapes.sort(Comparator.comparingInt((Shape shape) -> shape.text().length()).reversed());
    return shapes;
  }

  private static Stream<String> spellings(String secret) {
    Stream<String> whole =
        Stream.of(
            secret,
            BASE64.encodeToString(secret.getBytes(StandardCharsets.UTF_8)),
            URLEncoder.encode(secret, StandardCharsets.UTF_8),
            secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
    Stream<String> lines = secret.lines().filter(line -> line.length() >= SHORTEST_LINE);
    return Stream.concat(whole, lines);
  }

  private static String hideEdges(String text, Shape shape) {
    String secret = shape.text();
    String hidden = text;
    for (int length = secret.length() - 1; length >= SHORTEST_PART; length--) {
      if (hidden.startsWith(secret.substring(secret.length() - length))) {
        hidden = shape.sign() + hidden.substring(length);
        break;
      }
    }
    for (int length = secret.length() - 1; length >= SHORTEST_PART; length--) {
      if (hidden.endsWith(secret.substring(0, length))) {
        return hidden.substring(0, hidden.length() - length) + shape.sign();
      }
    }
    return hidden;
  }
}
