package dev.signalbox.chat.discord;

import dev.signalbox.chat.discord.Troubles.Trouble;
import dev.signalbox.port.ChatPlatform.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.PermissionException;
import net.dv8tion.jda.api.exceptions.RateLimitedException;
import net.dv8tion.jda.api.requests.ErrorResponse;

/** What a refusal of Discord means for a message: when to try again, or never. */
final class Setback {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration WHEN_MENDED = Duration.ofSeconds(15);
  private static final int SERVER_ERROR = 500;

  private Setback() {}

  /** Nothing of it is lost by waiting, so only what can never be taken is refused. */
  static Delivery of(RuntimeException e, String channel, Troubles troubles) {
    String where = where(channel);
    return switch (e) {
      case PermissionException missing -> {
        Trouble trouble = Words.noPermission(channel, List.of(missing.getPermission()));
        troubles.met(where, trouble);
        yield new Delivery.Later(WHEN_MENDED, trouble.state());
      }
      case ErrorResponseException refused -> of(refused, channel, troubles);
      case CompletionException failed -> of(failed, channel, troubles);
      default -> throw e;
    };
  }

  static String where(String channel) {
    return "channel " + channel;
  }

  private static Delivery of(CompletionException failed, String channel, Troubles troubles) {
    if (failed.getCause() instanceof RateLimitedException limited) {
      Duration pause = Duration.ofMillis(Math.max(1, limited.getRetryAfter()));
      return new Delivery.Later(pause, "Discord asks to wait " + pause.toMillis() + " ms");
    }
    troubles.met(where(channel), Words.NO_ANSWER);
    return new Delivery.Later(SOON, Words.NO_ANSWER.state());
  }

  private static Delivery of(ErrorResponseException refused, String channel, Troubles troubles) {
    ErrorResponse error = refused.getErrorResponse();
    String reason = "Discord says " + refused.getErrorCode() + " " + refused.getMeaning();
    return switch (error) {
      case MISSING_ACCESS, MISSING_PERMISSIONS, EMBED_DISABLED -> {
        troubles.met(where(channel), Words.noPermission(channel, Link.PERMISSIONS));
        yield new Delivery.Later(WHEN_MENDED, reason);
      }
      case UNKNOWN_CHANNEL, UNKNOWN_GUILD -> {
        troubles.met(where(channel), Words.noChannel(channel));
        yield new Delivery.Later(WHEN_MENDED, reason);
      }
      case THREAD_WITH_THIS_MESSAGE_ALREADY_EXISTS, MAX_ACTIVE_THREADS ->
          new Delivery.Later(WHEN_MENDED, reason);
      default -> {
        if (error == ErrorResponse.SERVER_ERROR || isOutage(refused)) {
          troubles.met(where(channel), new Trouble(reason, Words.NO_ANSWER.remedy()));
          yield new Delivery.Later(SOON, reason);
        }
        yield new Delivery.Refused(reason);
      }
    };
  }

  /** Not an answer about the message, but about Discord, the way to it, or the token. */
  private static boolean isOutage(ErrorResponseException refused) {
    int status = refused.getResponse().code;
    return refused.isServerError() || status >= SERVER_ERROR || status <= 0 || status == 401;
  }
}
