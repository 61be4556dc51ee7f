package dev.signalbox.chat.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.util.http.SlackHttpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Calls the Web API; what went wrong is a value. */
final class SlackApi {
  /** The longest that one call takes. */
  static final Duration TIMEOUT = Duration.ofSeconds(8);

  private static final int CONNECTIONS = 5;
  private static final Duration KEPT = Duration.ofSeconds(20);
  private static final int TOO_MANY = 429;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final Duration USUAL_PAUSE = Duration.ofSeconds(10);

  /** What became of a call. */
  sealed interface Result<T> {
    /** It was done. */
    record Done<T>(T value) implements Result<T> {}

    /** Nothing was done: ask again after the pause. */
    record Limited<T>(Duration pause) implements Result<T> {}

    /** Nothing was done, for this reason of Slack's; {@code needed} is a scope that is missing. */
    record Failed<T>(SlackError error, String needed) implements Result<T> {}

    /** Nobody answered, or with nonsense: whether it was done is not known. */
    record Unclear<T>(String reason) implements Result<T> {}
  }

  /** One method, called. */
  interface Call<T extends SlackApiTextResponse> {
    T on(MethodsClient client) throws IOException, SlackApiException;
  }

  private final Slack slack;
  private final MethodsClient methods;

  SlackApi(SlackSettings settings) {
    SlackConfig config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(settings.api().toString());
    config.setStatsEnabled(false);
    config.setHttpClientCallTimeoutMillis((int) TIMEOUT.toMillis());
    config.setHttpClientReadTimeoutMillis((int) TIMEOUT.toMillis());
    this.slack = Slack.getInstance(config, new SlackHttpClient(http(config)));
    this.methods = slack.methods(settings.botToken());
  }

  /**
   * The library's own client would send a request again by itself when its connection breaks, and
   * so post a message twice. Connections are let go of early, since one that Slack has closed
   * meanwhile makes a request fail now.
   */
  private static OkHttpClient http(SlackConfig config) {
    return SlackHttpClient.buildOkHttpClient(config)
        .newBuilder()
        .retryOnConnectionFailure(false)
        .connectionPool(new ConnectionPool(CONNECTIONS, KEPT.toSeconds(), TimeUnit.SECONDS))
        .build();
  }

  Slack slack() {
    return slack;
  }

  <T extends SlackApiTextResponse> Result<T> ask(Call<T> call) {
    try {
      T response = call.on(methods);
      if (response.isOk()) {
        return new Result.Done<>(response);
      }
      SlackError error = SlackError.of(orEmpty(response.getError()));
      return error.code().equals("ratelimited")
          ? new Result.Limited<>(USUAL_PAUSE)
          : new Result.Failed<>(error, orEmpty(response.getNeeded()));
    } catch (SlackApiException e) {
      return refused(e);
    } catch (IOException e) {
      return new Result.Unclear<>("Slack cannot be reached (" + e.getClass().getSimpleName() + ")");
    } catch (RuntimeException e) {
      return new Result.Unclear<>(
          "Slack's answer is not understood (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static <T> Result<T> refused(SlackApiException e) {
    int status = e.getResponse().code();
    if (status == TOO_MANY) {
      return new Result.Limited<>(pause(e.getResponse().header("Retry-After")));
    }
    String error = Optional.ofNullable(e.getError()).map(r -> r.getError()).orElse("");
    return error == null || error.isEmpty()
        ? new Result.Unclear<>("Slack answers with HTTP " + status)
        : new Result.Failed<>(SlackError.of(error), "");
  }

  private static Duration pause(@Nullable String retryAfter) {
    try {
      Duration pause = Duration.ofSeconds(Long.parseLong(orEmpty(retryAfter).strip()));
      return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    } catch (NumberFormatException e) {
      return USUAL_PAUSE;
    }
  }

  static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
