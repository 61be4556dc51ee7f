package dev.signalbox.fleet.docker;

import com.github.dockerjava.api.exception.DockerException;
import dev.signalbox.deployment.Excerpt;
import dev.signalbox.port.PortFailure;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** Tells an engine that refuses from one that does not answer, and whether anything was begun. */
final class Failures {

  private static final int LONGEST = 200;

  private Failures() {}

  /** A question: whatever went wrong, nothing was changed. */
  static <T> T reading(String engine, Supplier<T> question) {
    try {
      return question.get();
    } catch (DockerException | PortFailure e) {
      throw e;
    } catch (RuntimeException e) {
      throw unreachable(engine, e);
    }
  }

  /** A change: unless no connection came about, it may have been made. */
  static <T> T changing(String engine, String what, Supplier<T> change) {
    try {
      return change.get();
    } catch (DockerException | PortFailure e) {
      throw e;
    } catch (RuntimeException e) {
      if (neverConnected(e)) {
        throw unreachable(engine, e);
      }
      throw new PortFailure.OutcomeUnknown(
          "Docker Engine " + engine + " was asked to " + what + " and did not answer: " + words(e),
          e);
    }
  }

  /** An engine's refusal in one line. */
  static String refusal(DockerException refusal) {
    String text = Objects.toString(refusal.getMessage(), "");
    String json = text.replaceFirst("(?s)^Status \\d+: ", "").strip();
    String words = json.replaceFirst("(?s)^\\{\"message\":\"(.*)\"\\}$", "$1").replace("\\n", " ");
    return Excerpt.of(words.isBlank() ? "status " + refusal.getHttpStatus() : words, LONGEST);
  }

  private static PortFailure.Unreachable unreachable(String engine, RuntimeException failure) {
    return new PortFailure.Unreachable(
        "Docker Engine " + engine + " cannot be asked: " + words(failure), failure);
  }

  private static boolean neverConnected(Throwable failure) {
    return chain(failure)
        .anyMatch(
            each ->
                each instanceof ConnectException
                    || each instanceof NoRouteToHostException
                    || each instanceof UnknownHostException
                    || each instanceof SSLHandshakeException
                    || isClosedSocket(each));
  }

  /** As the native socket says that nobody listens at it. */
  private static boolean isClosedSocket(Throwable failure) {
    String words = Objects.toString(failure.getMessage(), "").toLowerCase(Locale.ROOT);
    return words.contains("no such file") || words.contains("connection refused");
  }

  private static String words(Throwable failure) {
    return chain(failure)
        .flatMap(each -> known(each).stream())
        .findFirst()
        .orElseGet(() -> innermost(failure));
  }

  /** What people can do something about. */
  private static Optional<String> known(Throwable failure) {
    return switch (failure) {
      case SocketTimeoutException _ ->
          Optional.of("no answer in time; is its host up, and reachable?");
      case NoRouteToHostException _ -> Optional.of("there is no route to its host; is that up?");
      case UnknownHostException _ -> Optional.of("nobody knows the name of its host");
      case SSLException refused ->
          Optional.of("its certificate or ours is refused (" + refused.getMessage() + ")");
      default ->
          isClosedSocket(failure)
              ? Optional.of("nobody listens there; does the engine run?")
              : Optional.empty();
    };
  }

  private static String innermost(Throwable failure) {
    return chain(failure)
        .map(each -> Objects.toString(each.getMessage(), ""))
        .filter(message -> !message.isBlank())
        .reduce((_, inner) -> inner)
        .map(message -> Excerpt.of(message, LONGEST))
        .orElse(failure.getClass().getSimpleName());
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause).limit(10);
  }
}
