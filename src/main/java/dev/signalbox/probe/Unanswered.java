package dev.signalbox.probe;

import dev.signalbox.deployment.Excerpt;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.MalformedURLException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why there was no answer, in words that say where to look. */
public final class Unanswered {

  private static final int LONGEST = 120;

  private Unanswered() {}

  /** The failure in one line; the address is named by host and port, as it may hold more. */
  public static String because(IOException failure, URI address) {
    if (holds(failure, UnresolvedAddressException.class)
        || holds(failure, UnknownHostException.class)) {
      return "the host name "
          + Excerpt.of(Objects.toString(address.getHost(), "?"), 60)
          + " is not known";
    }
    if (holds(failure, EOFException.class)) {
      return "the connection was closed before the answer was complete";
    }
    return switch (failure) {
      case MalformedURLException own -> own(own);
      case HttpTimeoutException own -> own(own);
      case InterruptedIOException own -> own(own);
      case ConnectException refused -> refusedOrUnreachable(refused, address);
      case SSLException tls -> "TLS failed: " + tls(words(tls));
      case ProtocolException wrong -> "no valid HTTP: " + words(wrong);
      // The client stumbles over some answers, such as a Content-Length that is no number.
      case IOException wrong when holds(wrong, IllegalArgumentException.class) ->
          "no valid HTTP: " + words(wrong);
      default -> "the connection broke: " + words(failure);
    };
  }

  /** Of what Java says, the commonest does not say what to do. */
  private static String tls(String words) {
    return words.contains("certification path")
        ? "nobody who is trusted here signed the certificate; name the issuer's file in trust"
        : words;
  }

  private static String refusedOrUnreachable(Throwable failure, URI address) {
    String authority = Objects.toString(address.getAuthority(), "?");
    String where = Excerpt.of(authority.substring(authority.indexOf('@') + 1), 60);
    String words = words(failure);
    return words.isEmpty() || words.contains("refused")
        ? "nothing listens at " + where
        : where + " cannot be reached: " + words;
  }

  private static boolean holds(Throwable failure, Class<? extends Throwable> type) {
    return chain(failure).anyMatch(type::isInstance);
  }

  /** What {@link Exchange} wrote, for people already. */
  private static String own(Throwable failure) {
    return Excerpt.of(Objects.toString(failure.getMessage(), "no answer"), LONGEST);
  }

  /** The innermost message is the one that says what happened. */
  private static String words(Throwable failure) {
    return chain(failure)
        .map(each -> Optional.ofNullable(each.getMessage()).orElse(""))
        .filter(message -> !message.isBlank())
        .reduce((_, inner) -> inner)
        .map(message -> Excerpt.of(message, LONGEST))
        .orElse("");
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause).limit(10);
  }
}
