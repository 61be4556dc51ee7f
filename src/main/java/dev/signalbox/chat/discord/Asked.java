package dev.signalbox.chat.discord;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.requests.RestAction;

/** Waits for an answer of Discord, but never long: whoever asks holds up a whole channel. */
final class Asked {
  /** A request that waits longer in JDA's own queue than this is not sent at all any more. */
  private static final Duration DEADLINE = Duration.ofSeconds(6);

  /** Beyond it, whether it was sent is not known. */
  private static final Duration PATIENCE = Duration.ofSeconds(9);

  private Asked() {}

  /**
   * The answer.
   *
   * @throws RuntimeException as JDA describes it; {@link CompletionException} with a timeout in it
   */
  static <T> T of(RestAction<T> action) {
    return of(action.timeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS).submit(false));
  }

  /** The same for a request that is on its way already. */
  static <T> T of(CompletableFuture<T> answer) {
    try {
      return answer.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
