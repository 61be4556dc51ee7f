package dev.signalbox.chat.discord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import net.dv8tion.jda.api.exceptions.ParsingException;
import net.dv8tion.jda.api.utils.data.DataObject;

/**
 * Asks an API where its gateway is. JDA does not, since Discord's own is always in the same place;
 * another server's is where it says.
 */
final class Seek {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int OK = 200;

  private Seek() {}

  /**
   * What {@code GET /gateway} answers, which needs no token.
   *
   * @throws RuntimeException where there is no such answer
   */
  static URI gateway(URI api) {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve("gateway"))
            .header("User-Agent", "DiscordBot (https://github.com/discord-jda/JDA, signalbox)")
            .timeout(LIMIT)
            .build();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw new IllegalStateException("the API names no gateway: " + answer.statusCode());
      }
      return URI.create(DataObject.fromJson(answer.body()).getString("url"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParsingException e) {
      throw new IllegalStateException("the API names no gateway", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
