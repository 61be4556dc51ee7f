package dev.signalbox.app.config;

import dev.signalbox.access.Identity;
import dev.signalbox.access.People;
import dev.signalbox.access.Person;
import dev.signalbox.chat.discord.Discord;
import dev.signalbox.chat.discord.DiscordSettings;
import dev.signalbox.operation.Channel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads how Discord is reached, where a channel is there. */
final class DiscordReader {

  /** Discord's own number of a channel, a person or a role. */
  static final Pattern NUMBER = Pattern.compile("\\d{1,20}");

  private static final String FIELD = "signalbox.discord";
  private static final String TOKEN_REMEDY =
      "the path of a file with the bot's token, or set SIGNALBOX_DISCORD_TOKEN";
  private static final Pattern TOKEN = Pattern.compile("[\\w.-]{20,200}");
  private static final Pattern CUSTOM = Pattern.compile("\\w{2,32}(:\\d{1,20})?");
  private static final Pattern PLAIN = Pattern.compile("\\p{ASCII}+");

  private final Problems problems;

  DiscordReader(Problems problems) {
    this.problems = problems;
  }

  /** Empty where no channel is on Discord, whatever else is written. */
  Optional<DiscordSettings> read(
      DiscordProperties properties, People people, List<Channel> channels) {
    if (channels.stream().noneMatch(channel -> channel.platform().equals(Discord.NAME))) {
      return Optional.empty();
    }
    Supplier<String> token = token(properties);
    Set<String> approving = approving(properties.approving());
    URI api = address(FIELD + ".api-url", properties.apiUrl(), "http");
    Optional<URI> gateway =
        Optional.ofNullable(properties.gatewayUrl())
            .map(url -> address(FIELD + ".gateway-url", url, "ws"));
    return Optional.of(
        new DiscordSettings(token, api, gateway, approving, name -> account(people, name)));
  }

  private static Optional<String> account(People people, String name) {
    return people.byName(name).map(Person::identities).stream()
        .flatMap(Set::stream)
        .filter(identity -> identity.platform().equals(Discord.NAME))
        .map(Identity::id)
        .findFirst();
  }

  /** Never repeats what was found: it may be a token. */
  private Supplier<String> token(DiscordProperties properties) {
    Path file = properties.tokenFile();
    String token = properties.token();
    if (file != null && token != null) {
      problems.add(FIELD + ".token-file", "a file beside a token", "only one of them");
    }
    if (file != null) {
      if (read(file).isEmpty()) {
        problems.add(
            FIELD + ".token-file", "'" + file + "', which has no bot's token", TOKEN_REMEDY);
      }
      return () ->
          read(file)
              .orElseThrow(
                  () -> new IllegalStateException("Put the bot's token into the file " + file));
    }
    if (token == null || token.isBlank()) {
      problems.add(FIELD + ".token-file", "nothing", TOKEN_REMEDY);
    } else if (!TOKEN.matcher(token.strip()).matches()) {
      problems.add(FIELD + ".token", "what is no bot's token", "the token alone, without 'Bot '");
    }
    String said = Inherited.or(token, "").strip();
    return () -> said;
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file).strip()).filter(t -> TOKEN.matcher(t).matches());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private Set<String> approving(List<String> emoji) {
    if (emoji.isEmpty()) {
      problems.add(FIELD + ".approving", "nothing", "at least one emoji, such as ✅");
    }
    for (int i = 0; i < emoji.size(); i++) {
      String one = emoji.get(i);
      if (PLAIN.matcher(one).matches() && !CUSTOM.matcher(one).matches()) {
        problems.add(
            FIELD + ".approving[" + i + "]",
            "'" + one + "'",
            "an emoji itself, such as ✅, or the name of a server's own, such as shipit");
      }
    }
    return Set.copyOf(emoji);
  }

  private URI address(String field, URI url, String scheme) {
    String found = String.valueOf(url.getScheme());
    if ((!found.equals(scheme) && !found.equals(scheme + "s")) || url.getHost() == null) {
      problems.add(field, "'" + url + "'", "an address that begins with " + scheme + "s://");
    }
    String text = url.toString();
    return scheme.equals("ws") || text.endsWith("/") ? url : URI.create(text + "/");
  }
}
