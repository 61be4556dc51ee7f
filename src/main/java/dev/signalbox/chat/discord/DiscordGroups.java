package dev.signalbox.chat.discord;

import dev.signalbox.port.ChatGroups;
import dev.signalbox.port.PortFailure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.requests.ErrorResponse;

/**
 * Discord's roles as groups. Each member is asked for by its number: without the privileged intent
 * for members nothing that is remembered of them would be sure to be true.
 */
final class DiscordGroups implements ChatGroups {
  private static final int SECONDS = 9;

  private final Link link;

  DiscordGroups(Link link) {
    this.link = link;
  }

  @Override
  public Set<String> members(String group, Set<String> accounts) {
    JDA jda =
        link.jda().orElseThrow(() -> new PortFailure.Unreachable("Discord is not connected", null));
    Role role = jda.getRoleById(group);
    if (role == null) {
      throw new PortFailure.Unreachable(
          "no server that the bot is in has a role "
              + group
              + "; a role's number is copied in"
              + " Discord with developer mode on",
          null);
    }
    return members(role, accounts);
  }

  /** Those of the accounts that hold it now. */
  static Set<String> members(Role role, Set<String> accounts) {
    Map<String, CompletableFuture<Boolean>> asked = new HashMap<>();
    accounts.forEach(account -> asked.put(account, holds(role.getGuild(), role, account)));
    return DiscordHistory.orUnreachable(
        () -> {
          Set<String> holders = new HashSet<>();
          asked.forEach(
              (account, answer) -> {
                if (answer.orTimeout(SECONDS, TimeUnit.SECONDS).join()) {
                  holders.add(account);
                }
              });
          return holders;
        });
  }

  private static CompletableFuture<Boolean> holds(Guild guild, Role role, String account) {
    return guild
        .retrieveMemberById(account)
        .useCache(false)
        .timeout(SECONDS - 1, TimeUnit.SECONDS)
        .submit()
        .handle(
            (member, failure) -> {
              if (failure == null) {
                return holds(member, role);
              }
              if (failure instanceof ErrorResponseException e
                  && (e.getErrorResponse() == ErrorResponse.UNKNOWN_MEMBER
                      || e.getErrorResponse() == ErrorResponse.UNKNOWN_USER)) {
                return false;
              }
              throw new CompletionException(failure);
            });
  }

  private static boolean holds(Member member, Role role) {
    return member.getUnsortedRoles().contains(role)
        // Everybody holds the role that has the server's own number.
        || role.isPublicRole();
  }
}
