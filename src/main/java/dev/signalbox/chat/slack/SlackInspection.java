package dev.signalbox.chat.slack;

import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.response.apps.connections.AppsConnectionsOpenResponse;
import com.slack.api.methods.response.auth.AuthTestResponse;
import com.slack.api.methods.response.conversations.ConversationsInfoResponse;
import com.slack.api.methods.response.usergroups.users.UsergroupsUsersListResponse;
import com.slack.api.model.Conversation;
import dev.signalbox.access.Identity;
import dev.signalbox.access.People;
import dev.signalbox.access.Person;
import dev.signalbox.operation.Channel;
import dev.signalbox.port.Inspectable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tries what the bot needs of Slack, without posting anything: its token and the token's scopes,
 * the websocket, its channels, and the groups and accounts that are configured.
 */
public final class SlackInspection implements Inspectable {
  private static final String SCOPES = "x-oauth-scopes";
  private static final String TOKEN = "bot token";
  private static final String ADD_SCOPE =
      "add it at api.slack.com/apps → OAuth & Permissions, and install the app again;"
          + " config/slack-manifest.yaml has them all";

  private final SlackParts parts;
  private final List<Channel> channels;
  private final Set<String> groups;
  private final People people;

  /**
   * Tries these.
   *
   * @param groups the groups that hold roles, as they are configured; those of other platforms are
   *     left out
   */
  public SlackInspection(
      SlackParts parts, List<Channel> channels, Set<String> groups, People people) {
    this.parts = parts;
    this.channels = channels.stream().filter(c -> c.platform().equals(SlackPlatform.NAME)).toList();
    this.groups =
        groups.stream()
            .filter(group -> group.startsWith(SlackPlatform.NAME + ":"))
            .map(group -> group.substring(SlackPlatform.NAME.length() + 1))
            .collect(Collectors.toUnmodifiableSet());
    this.people = people;
  }

  @Override
  public List<Finding> inspect(Duration limit) {
    Instant end = parts.clock().instant().plus(limit);
    SlackApi.Result<AuthTestResponse> asked = parts.api().ask(client -> client.authTest(r -> r));
    List<Finding> findings = new ArrayList<>();
    findings.add(token(asked));
    findings.add(door());
    if (!(asked instanceof SlackApi.Result.Done<AuthTestResponse>(AuthTestResponse auth))
        || findings.getFirst() instanceof Finding.Bad) {
      findings.add(new Finding.Untried("scopes, channels and accounts", "no good bot token"));
      return findings;
    }
    List<Conversation> there = new ArrayList<>();
    List<Finding> inChannels = channels.stream().map(c -> channel(c, there::add)).toList();
    findings.addAll(scopes(auth, there.stream().anyMatch(Conversation::isPrivate)));
    findings.addAll(inChannels);
    groups.stream().sorted().map(this::group).forEach(findings::add);
    findings.addAll(accounts(SlackApi.orEmpty(auth.getTeamId()), end));
    return findings;
  }

  private Finding token(SlackApi.Result<AuthTestResponse> asked) {
    return found(
        TOKEN,
        asked,
        auth -> {
          String team = SlackApi.orEmpty(auth.getTeamId());
          Optional<String> other = parts.settings().workspace().filter(w -> !w.equals(team));
          return other.isPresent()
              ? new Finding.Bad(
                  TOKEN,
                  "it belongs to the workspace " + team,
                  "write the token of the configured workspace " + other.get())
              : new Finding.Good(
                  TOKEN, "as " + auth.getUser() + " in " + auth.getTeam() + " (" + team + ")");
        });
  }

  /** Asking for a websocket's address opens none. */
  private Finding door() {
    return switch (parts.settings().door()) {
      case SlackSettings.Door.SocketMode(String appToken) ->
          found(
              "app token",
              parts.api().ask(client -> client.appsConnectionsOpen(r -> r.token(appToken))),
              (AppsConnectionsOpenResponse _) ->
                  new Finding.Good("app token", "Slack gives a websocket for it"));
      case SlackSettings.Door.Http _ ->
          new Finding.Untried(
              "signing secret", "only a request of Slack's own shows whether it is right");
    };
  }

  private List<Finding> scopes(AuthTestResponse auth, boolean privateChannels) {
    Map<String, List<String>> headers = auth.getHttpResponseHeaders();
    List<String> said = headers == null ? List.of() : headers.getOrDefault(SCOPES, List.of());
    if (said.isEmpty()) {
      return List.of(new Finding.Untried("scopes", "Slack does not say which the token has"));
    }
    Set<String> granted =
        said.stream()
            .flatMap(line -> Arrays.stream(line.split(",", -1)))
            .map(String::strip)
            .collect(Collectors.toUnmodifiableSet());
    List<SlackScope> missing = SlackScope.missing(granted, privateChannels, !groups.isEmpty());
    return missing.isEmpty()
        ? List.of(new Finding.Good("scopes", "all that are needed"))
        : missing.stream().map(SlackInspection::missing).toList();
  }

  private static Finding missing(SlackScope scope) {
    return new Finding.Bad("scope " + scope.named(), "missing, so " + scope.without(), ADD_SCOPE);
  }

  private Finding channel(Channel channel, java.util.function.Consumer<Conversation> seen) {
    String what = "channel " + channel.name() + " (" + channel.address() + ")";
    return found(
        what,
        parts.api().ask(client -> client.conversationsInfo(r -> r.channel(channel.address()))),
        (ConversationsInfoResponse response) -> {
          Conversation there = response.getChannel();
          seen.accept(there);
          if (there.isArchived()) {
            return bad(what, SlackError.of("is_archived"), "");
          }
          return there.isMember()
              ? new Finding.Good(what, "#" + there.getName() + ", and the bot is in it")
              : bad(what, SlackError.of("not_in_channel"), "");
        });
  }

  private Finding group(String group) {
    String what = "user group " + group;
    return found(
        what,
        parts.api().ask(client -> client.usergroupsUsersList(r -> r.usergroup(group))),
        (UsergroupsUsersListResponse response) -> {
          List<String> members = response.getUsers() == null ? List.of() : response.getUsers();
          long configured = accounts().stream().filter(a -> members.contains(a.id())).count();
          return new Finding.Good(
              what, members.size() + " members, of whom " + configured + " are configured here");
        });
  }

  private List<Finding> accounts(String workspace, Instant end) {
    List<Finding> bad = new ArrayList<>();
    int good = 0;
    for (Person person : people.people()) {
      for (Identity identity : person.identities()) {
        if (!identity.platform().equals(SlackPlatform.NAME)) {
          continue;
        }
        if (!parts.clock().instant().isBefore(end.minus(SlackApi.TIMEOUT))) {
          bad.add(new Finding.Untried("the other accounts", "there was no time left"));
          return bad;
        }
        Optional<String> refusal = parts.members().refusal(identity.id(), workspace);
        refusal.ifPresent(reason -> bad.add(account(person, identity, reason)));
        good += refusal.isEmpty() ? 1 : 0;
      }
    }
    if (good > 0) {
      bad.addFirst(new Finding.Good("accounts", good + " of people who are members here"));
    }
    return bad;
  }

  private static Finding account(Person person, Identity identity, String reason) {
    return new Finding.Bad(
        "account " + identity.id() + " of " + person.name(),
        reason,
        "write the member id of the person's own account, or take it out of the identities");
  }

  private List<Identity> accounts() {
    return people.people().stream()
        .flatMap(person -> person.identities().stream())
        .filter(identity -> identity.platform().equals(SlackPlatform.NAME))
        .toList();
  }

  private static <T extends SlackApiTextResponse> Finding found(
      String what, SlackApi.Result<T> result, Function<T, Finding> done) {
    return switch (result) {
      case SlackApi.Result.Done<T>(T value) -> done.apply(value);
      case SlackApi.Result.Failed<T>(SlackError error, String needed) -> bad(what, error, needed);
      case SlackApi.Result.Limited<T>(Duration pause) ->
          new Finding.Untried(what, "Slack asks to wait for " + pause.toSeconds() + " s");
      case SlackApi.Result.Unclear<T>(String reason) ->
          new Finding.Bad(
              what, reason, "let this machine reach slack.com by HTTPS, through its proxy if any");
    };
  }

  private static Finding bad(String what, SlackError error, String needed) {
    String scope = needed.isEmpty() ? "" : " (needed: " + needed + ")";
    return new Finding.Bad(what, "Slack says " + error.code() + scope, error.remedy());
  }
}
