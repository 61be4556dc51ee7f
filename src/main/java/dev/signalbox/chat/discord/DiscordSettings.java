package dev.signalbox.chat.discord;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How Discord is reached, and who is who there.
 *
 * @param token reads the bot's token each time it is needed, so that a new one counts without a
 *     restart; throws an {@link IllegalStateException} that says what to do when there is none
 * @param api where REST is, with its version and a slash at the end
 * @param gateway where the gateway is; empty for what Discord itself says
 * @param approving the emoji that approve: themselves, or the names of a guild's own
 * @param account the Discord account of a person, by the person's name
 */
public record DiscordSettings(
    Supplier<String> token,
    URI api,
    Optional<URI> gateway,
    Set<String> approving,
    Function<String, Optional<String>> account) {

  /** Where Discord's REST API is. */
  public static final URI API = URI.create("https://discord.com/api/v10/");

  /** Copies the emoji. */
  public DiscordSettings {
    approving = Set.copyOf(approving);
  }

  /** Shows no token, so that no log can. */
  @Override
  public String toString() {
    return "DiscordSettings[api=" + api + ", gateway=" + gateway + ", approving=" + approving + "]";
  }
}
