package dev.signalbox.chat.slack;

import com.slack.api.methods.response.auth.AuthTestResponse;
import com.slack.api.methods.response.conversations.ConversationsInfoResponse;
import com.slack.api.model.Conversation;
import dev.signalbox.operation.Channel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who the bot is in which workspace, and whether it is in its channels; asked of Slack. */
final class SlackSeat {
  private static final Logger LOG = LoggerFactory.getLogger(SlackSeat.class);

  /**
   * The bot's seat.
   *
   * @param workspace the team's id
   * @param bot the bot's own account
   * @param url of the workspace, with a slash at its end
   */
  record Seat(String workspace, String bot, String url) {}

  private final SlackApi api;
  private final SlackSettings settings;
  private final SlackHealth health;
  private final Map<String, String> names = new HashMap<>();
  private volatile Optional<Seat> seat = Optional.empty();

  SlackSeat(SlackApi api, SlackSettings settings, SlackHealth health) {
    this.api = api;
    this.settings = settings;
    this.health = health;
  }

  /** As last seen; empty before Slack was reached. */
  Optional<Seat> seat() {
    return seat;
  }

  /** Asks for the seat where it is not known yet. */
  Optional<Seat> find() {
    return seat.isPresent() ? seat : look();
  }

  /** Asks who the bot is; empty where that cannot be found out, which the health says then. */
  Optional<Seat> look() {
    switch (api.ask(client -> client.authTest(r -> r))) {
      case SlackApi.Result.Done<AuthTestResponse>(AuthTestResponse auth) -> sat(auth);
      case SlackApi.Result.Failed<AuthTestResponse>(SlackError error, String needed) ->
          health.trouble(SlackHealth.ACCESS, error, needed);
      case SlackApi.Result.Limited<AuthTestResponse> _ -> {
        // What was known still is.
      }
      case SlackApi.Result.Unclear<AuthTestResponse>(String reason) ->
          health.trouble(SlackHealth.ACCESS, reason, "wait: it is tried again");
    }
    return seat;
  }

  private void sat(AuthTestResponse auth) {
    String workspace = SlackApi.orEmpty(auth.getTeamId());
    if (settings.workspace().filter(wanted -> !wanted.equals(workspace)).isPresent()) {
      seat = Optional.empty();
      health.trouble(
          SlackHealth.ACCESS,
          "the bot token belongs to the workspace " + workspace,
          "write the token of the configured workspace " + settings.workspace().orElse(""));
      return;
    }
    seat =
        Optional.of(
            new Seat(
                workspace, SlackApi.orEmpty(auth.getUserId()), SlackApi.orEmpty(auth.getUrl())));
    health.reached(
        "as " + SlackApi.orEmpty(auth.getUser()) + " in " + SlackApi.orEmpty(auth.getTeam()));
  }

  /** Asks whether the bot can speak in its channels. */
  void lookAt(List<Channel> channels) {
    channels.forEach(this::lookAt);
  }

  private void lookAt(Channel channel) {
    String thing = SlackHealth.channel(channel.name());
    switch (api.ask(client -> client.conversationsInfo(r -> r.channel(channel.address())))) {
      case SlackApi.Result.Done<ConversationsInfoResponse>(var response) ->
          judge(thing, channel, response.getChannel());
      case SlackApi.Result.Failed<ConversationsInfoResponse>(SlackError error, String needed)
          when error.kind() == SlackError.Kind.ACCESS || error.kind() == SlackError.Kind.CHANNEL ->
          health.trouble(thing, error, needed);
      case SlackApi.Result.Failed<ConversationsInfoResponse> _,
          SlackApi.Result.Limited<ConversationsInfoResponse> _,
          SlackApi.Result.Unclear<ConversationsInfoResponse> _ -> {
        // Says nothing about the channel.
      }
    }
  }

  private void judge(String thing, Channel channel, Conversation there) {
    if (there.isArchived()) {
      health.trouble(thing, SlackError.of("is_archived"), "");
    } else if (!there.isMember()) {
      health.trouble(thing, SlackError.of("not_in_channel"), "");
    } else {
      health.well(thing);
    }
    String name = SlackApi.orEmpty(there.getName());
    String before = names.put(channel.name(), name);
    if (before != null && !before.equals(name)) {
      LOG.info(
          "Slack, channel {}: renamed from #{} to #{}; its id stays, so nothing need be done",
          channel.name(),
          before,
          name);
    }
  }
}
