package dev.signalbox.chat.slack;

import com.slack.api.methods.response.usergroups.users.UsergroupsUsersListResponse;
import dev.signalbox.port.ChatGroups;
import dev.signalbox.port.PortFailure;
import java.util.Set;
import java.util.stream.Collectors;

/** Slack's user groups. */
final class SlackGroups implements ChatGroups {
  private final SlackApi api;

  SlackGroups(SlackApi api) {
    this.api = api;
  }

  @Override
  public Set<String> members(String group, Set<String> accounts) {
    return switch (api.ask(client -> client.usergroupsUsersList(r -> r.usergroup(group)))) {
      case SlackApi.Result.Done<UsergroupsUsersListResponse>(var response) ->
          response.getUsers().stream()
              .filter(accounts::contains)
              .collect(Collectors.toUnmodifiableSet());
      case SlackApi.Result.Failed<UsergroupsUsersListResponse>(SlackError error, String needed) ->
          throw unreadable("Slack says " + error.code() + (needed.isEmpty() ? "" : ": " + needed));
      case SlackApi.Result.Limited<UsergroupsUsersListResponse> _ ->
          throw unreadable("Slack asks to wait");
      case SlackApi.Result.Unclear<UsergroupsUsersListResponse>(String reason) ->
          throw unreadable(reason);
    };
  }

  private static PortFailure unreadable(String reason) {
    return new PortFailure.Unreachable("the user group cannot be read, " + reason, null);
  }
}
