package dev.signalbox.chat.slack;

import com.slack.api.methods.response.users.UsersInfoResponse;
import com.slack.api.model.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether an account may speak here at all: bots, guests, people who left and people of other
 * workspaces may not, and neither may whoever cannot be looked up (promise 7).
 */
final class SlackMembers {
  private static final Duration KNOWN_FOR = Duration.ofMinutes(1);
  private static final int MOST = 1_000;

  private record Known(Optional<String> refusal, Instant until) {}

  private final SlackApi api;
  private final InstantSource clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  SlackMembers(SlackApi api, InstantSource clock) {
    this.api = api;
    this.clock = clock;
  }

  /** Why the account may not; empty when it may. */
  Optional<String> refusal(String account, String workspace) {
    Instant now = clock.instant();
    Known before = known.get(account);
    if (before != null && now.isBefore(before.until())) {
      return before.refusal();
    }
    return switch (api.ask(client -> client.usersInfo(r -> r.user(account)))) {
      case SlackApi.Result.Done<UsersInfoResponse>(UsersInfoResponse response) -> {
        Optional<String> refusal = judge(response.getUser(), workspace);
        if (known.size() >= MOST) {
          known.clear();
        }
        known.put(account, new Known(refusal, now.plus(KNOWN_FOR)));
        yield refusal;
      }
      case SlackApi.Result.Failed<UsersInfoResponse>(SlackError error, String _) ->
          Optional.of(unread("Slack says " + error.code()));
      case SlackApi.Result.Limited<UsersInfoResponse> _ ->
          Optional.of(unread("Slack asks to wait"));
      case SlackApi.Result.Unclear<UsersInfoResponse>(String reason) -> Optional.of(unread(reason));
    };
  }

  private static String unread(String reason) {
    return "the account cannot be looked up now, so nothing is done: " + reason;
  }

  private static Optional<String> judge(User user, String workspace) {
    if (user.isBot() || user.isWorkflowBot() || "USLACKBOT".equals(user.getId())) {
      return Optional.of("bots have no say here");
    }
    if (user.isDeleted()) {
      return Optional.of("the account is deactivated, so it has no say here");
    }
    if (user.isStranger() || !belongs(user, workspace)) {
      return Optional.of("accounts of other workspaces have no say here");
    }
    return user.isRestricted() || user.isUltraRestricted()
        ? Optional.of("guests have no say here")
        : Optional.empty();
  }

  /** On Enterprise Grid a person belongs to several workspaces. */
  private static boolean belongs(User user, String workspace) {
    boolean here = workspace.equals(user.getTeamId());
    User.EnterpriseUser grid = user.getEnterpriseUser();
    return here || (grid != null && grid.getTeams() != null && grid.getTeams().contains(workspace));
  }
}
