package dev.signalbox.traffic.dns;

import dev.signalbox.port.PortFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;

/** A TSIG key, which never shows its secret. */
final class TsigKey {
  private static final Pattern BIND =
      Pattern.compile("key\\s+\"?(?<name>[^\\s\"{]+)\"?\\s*\\{(?<body>[^}]*)}");
  private static final Pattern ALGORITHM = Pattern.compile("algorithm\\s+\"?([\\w-]+)\"?\\s*;");
  private static final Pattern SECRET =
      Pattern.compile("secret\\s+\"?([A-Za-z0-9+/=\\s]+)\"?\\s*;");
  private static final Pattern COMMENT =
      Pattern.compile("(?m)((?<=^|\\s)#|(?<=^|\\s)//).*$|/\\*(?s:.*?)\\*/");

  private final Name name;
  private final String algorithm;
  private final SecretKey secret;

  private TsigKey(Name name, String algorithm, SecretKey secret) {
    this.name = name;
    this.algorithm = algorithm;
    this.secret = secret;
  }

  /**
   * Reads the key as it is now.
   *
   * @param environment gives a variable's value, or null
   * @throws PortFailure.Unreachable where it cannot be read, which says where and why
   */
  static TsigKey read(KeySource source, Function<String, @Nullable String> environment) {
    return switch (source) {
      case KeySource.InFile(var file, var defaults) -> {
        try {
          yield parse(Files.readString(file), defaults);
        } catch (IOException | IllegalArgumentException e) {
          throw unreadable("the file " + file, e);
        }
      }
      case KeySource.InEnvironment(String variable, var defaults) -> {
        try {
          String value = environment.apply(variable);
          yield parse(value == null ? "" : value, defaults);
        } catch (IllegalArgumentException e) {
          throw unreadable("the environment's " + variable, e);
        }
      }
    };
  }

  /** The secret must not be in the message, so nothing of what was read is. */
  private static PortFailure.Unreachable unreadable(String where, Exception e) {
    String why =
        switch (e) {
          case NoSuchFileException _ -> "there is none";
          case IOException _ -> "it cannot be read (" + e.getClass().getSimpleName() + ")";
          default -> String.valueOf(e.getMessage());
        };
    return new PortFailure.Unreachable(
        "The TSIG key in " + where + " is of no use: " + why + ". Make one with tsig-keygen.",
        null);
  }

  private static TsigKey parse(String text, KeySource.Defaults defaults) {
    String bare = COMMENT.matcher(text).replaceAll("").strip();
    Matcher bind = BIND.matcher(bare);
    if (bind.find()) {
      String body = bind.group("body");
      String algorithm = found(ALGORITHM, body).orElse(defaults.algorithm());
      String secret =
          found(SECRET, body).orElseThrow(() -> new IllegalArgumentException("it has no secret"));
      return of(bind.group("name"), algorithm, secret);
    }
    String[] parts = bare.split(":", -1);
    return switch (parts.length) {
      case 1 -> of(defaults.name(), defaults.algorithm(), parts[0]);
      case 2 -> of(parts[0], defaults.algorithm(), parts[1]);
      case 3 -> of(parts[1], parts[0], parts[2]);
      default -> throw new IllegalArgumentException("it is in none of the known forms");
    };
  }

  private static Optional<String> found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static TsigKey of(String name, String algorithm, String secret) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("it does not say the key's name, so key-name has to");
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(secret.replaceAll("\\s", ""));
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException("its secret is not base64");
    }
    if (bytes.length == 0) {
      throw new IllegalArgumentException("it has no secret");
    }
    String lower = algorithm.toLowerCase(Locale.ROOT);
    Name known = TSIG.algorithmToName(lower);
    return new TsigKey(
        DnsNames.absolute("its name", name), lower, new SecretKeySpec(bytes, known.toString()));
  }

  /** The key's name without a dot at the end. */
  String name() {
    return name.toString(true);
  }

  /** What signs and verifies with it. */
  TSIG tsig(Clock clock) {
    return new TSIG(TSIG.algorithmToName(algorithm), name, secret, clock);
  }

  @Override
  public String toString() {
    return name() + " (" + algorithm + ")";
  }
}
