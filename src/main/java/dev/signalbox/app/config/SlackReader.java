package dev.signalbox.app.config;

import dev.signalbox.chat.slack.SlackSettings;
import dev.signalbox.chat.slack.SlackSettings.Door;
import dev.signalbox.operation.Channel;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how the bot is a member of a Slack workspace. */
final class SlackReader {
  private static final String FIELD = "signalbox.slack";
  private static final Pattern BOT_TOKEN = Pattern.compile("xoxb-[A-Za-z0-9-]{4,}");
  private static final Pattern APP_TOKEN = Pattern.compile("xapp-[A-Za-z0-9-]{4,}");
  private static final Pattern SECRET = Pattern.compile("\\S{8,}");
  private static final Pattern EMOJI = Pattern.compile("[a-z0-9_+'-]{1,100}");
  private static final Pattern CHANNEL = Pattern.compile("[CG][A-Z0-9]{2,}");
  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);

  private final Problems problems;
  private final Secrets secrets;

  SlackReader(Problems problems) {
    this.problems = problems;
    this.secrets = new Secrets(problems);
  }

  /** The settings; empty where no channel is on Slack, whatever else is written. */
  Optional<SlackSettings> read(SlackProperties properties, List<Channel> channels) {
    List<Channel> here = channels.stream().filter(c -> c.platform().equals("slack")).toList();
    if (here.isEmpty()) {
      return Optional.empty();
    }
    here.forEach(this::requireId);
    String bot =
        secrets.read(
            FIELD + ".bot-token",
            properties.botToken(),
            properties.botTokenFile(),
            BOT_TOKEN,
            "the bot token, which begins with xoxb-");
    return Optional.of(
        new SlackSettings(
            door(properties),
            bot,
            id(
                ".workspace",
                properties.workspace(),
                "[TE][A-Z0-9]+",
                "the team's id, such as T0123ABCD"),
            id(".app-id", properties.appId(), "A[A-Z0-9]+", "the app's id, such as A0123ABCD"),
            approving(properties.approving()),
            api(properties.apiUrl()),
            interval(properties.messageInterval())));
  }

  private Door door(SlackProperties properties) {
    String mode = Inherited.or(properties.mode(), "socket");
    return switch (problems.oneOf(FIELD + ".mode", mode, Set.of("socket", "http")).orElse("")) {
      case "http" -> {
        requireAbsent(".app-token", properties.appToken(), "http");
        requireAbsent(".app-token-file", properties.appTokenFile(), "http");
        yield new Door.Http(
            secrets.read(
                FIELD + ".signing-secret",
                properties.signingSecret(),
                properties.signingSecretFile(),
                SECRET,
                "the app's signing secret"));
      }
      case "socket" -> {
        requireAbsent(".signing-secret", properties.signingSecret(), "socket");
        requireAbsent(".signing-secret-file", properties.signingSecretFile(), "socket");
        yield new Door.SocketMode(
            secrets.read(
                FIELD + ".app-token",
                properties.appToken(),
                properties.appTokenFile(),
                APP_TOKEN,
                "the app token, which begins with xapp-"));
      }
      default -> new Door.SocketMode("");
    };
  }

  private void requireAbsent(String name, @Nullable Object value, String mode) {
    if (value != null) {
      problems.add(FIELD + name, "a value, which the mode " + mode + " does not use", "nothing");
    }
  }

  private Optional<String> id(String name, @Nullable String value, String form, String remedy) {
    if (value != null && !value.matches(form)) {
      problems.add(FIELD + name, "'" + value + "'", remedy);
      return Optional.empty();
    }
    return Optional.ofNullable(value);
  }

  private Set<String> approving(@Nullable List<String> written) {
    List<String> names = Inherited.or(written, List.of("white_check_mark"));
    if (names.isEmpty()) {
      problems.add(FIELD + ".approving", "nothing", "at least one, such as white_check_mark");
    }
    Set<String> emoji = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).replaceAll("^:|:$", "");
      if (!EMOJI.matcher(name).matches()) {
        problems.add(
            FIELD + ".approving[" + i + "]",
            "'" + names.get(i) + "'",
            "the name that Slack gives it, such as white_check_mark");
      }
      emoji.add(name);
    }
    return emoji;
  }

  private URI api(@Nullable URI written) {
    URI api = Inherited.or(written, SlackSettings.SLACK);
    boolean http = "https".equals(api.getScheme()) || "http".equals(api.getScheme());
    if (!http || !api.toString().endsWith("/")) {
      problems.add(
          FIELD + ".api-url",
          "'" + api + "'",
          "an address that ends in a slash, such as " + SlackSettings.SLACK);
    }
    return api;
  }

  private Duration interval(@Nullable Duration written) {
    Duration interval = Inherited.or(written, SlackSettings.INTERVAL);
    problems.notNegative(FIELD + ".message-interval", interval);
    if (interval.compareTo(LONGEST_INTERVAL) > 0) {
      problems.add(FIELD + ".message-interval", Spans.text(interval), "1m or less");
    }
    return interval;
  }

  /** A channel's name can change, and most of Slack's methods take only its id. */
  private void requireId(Channel channel) {
    if (!CHANNEL.matcher(channel.address()).matches()) {
      problems.add(
          field(channel) + ".address",
          "'" + channel.address() + "'",
          "the channel's id, such as C0123ABCD; Slack shows it at the end of the channel's"
              + " details");
    }
  }

  private static String field(Channel channel) {
    return "signalbox.channels." + Fields.key(channel.name());
  }
}
