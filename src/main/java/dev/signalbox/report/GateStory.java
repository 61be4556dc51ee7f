package dev.signalbox.report;

import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.Vote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What happened at one gate so far.
 *
 * @param votes the approvals of the present revision
 * @param before the gate as its revision before was, with the approvals that became void
 * @param lapsed whose approvals became void since the gate could last be approved
 * @param closed how it was left, in words; empty while it waits
 */
record GateStory(
    Gate gate,
    int need,
    List<String> approvers,
    List<Vote> votes,
    Optional<GateStory> before,
    List<String> lapsed,
    Optional<String> closed,
    Gate.State state) {

  GateStory {
    approvers = List.copyOf(approvers);
    votes = List.copyOf(votes);
    lapsed = List.copyOf(lapsed);
  }

  static GateStory opened(Gate gate, int need, List<String> approvers) {
    return revision(gate, need, approvers, Optional.empty(), List.of());
  }

  GateStory revised(Gate changed, String what) {
    GateStory old =
        closed(
            Gate.State.CLOSED,
            "Void: the evidence changed (" + Words.line(what) + "). The prompt below asks again.");
    Set<String> toCall = new LinkedHashSet<>(gate.evidence().holds() ? List.of() : lapsed);
    toCall.addAll(voters());
    return revision(
        changed, need, approvers, Optional.of(old.withoutBefore()), List.copyOf(toCall));
  }

  private static GateStory revision(
      Gate gate,
      int need,
      List<String> approvers,
      Optional<GateStory> before,
      List<String> lapsed) {
    return new GateStory(
        gate, need, approvers, List.of(), before, lapsed, Optional.empty(), Gate.State.OPEN);
  }

  GateStory voted(Vote vote) {
    List<Vote> more = new ArrayList<>(votes);
    more.add(vote);
    return withVotes(more);
  }

  GateStory withdrawn(Vote vote) {
    return withVotes(
        votes.stream().filter(v -> !v.by().person().equals(vote.by().person())).toList());
  }

  GateStory consumed() {
    return closed(Gate.State.CONSUMED, "Approved. " + tally() + ".");
  }

  GateStory left(Gate.State how, String reason) {
    String why = Words.line(reason);
    return closed(
        how,
        switch (how) {
          case OPEN, CLOSED -> "Closed" + (why.isEmpty() ? "." : ": " + Words.sentence(why));
          case CONSUMED -> "Approved.";
          case REJECTED -> why.isEmpty() ? "Rejected." : Words.capital(Words.sentence(why));
          case EXPIRED -> "Expired: nobody approved in time (" + tally() + ").";
        });
  }

  private GateStory closed(Gate.State how, String words) {
    return new GateStory(gate, need, approvers, votes, before, lapsed, Optional.of(words), how);
  }

  boolean open() {
    return closed.isEmpty();
  }

  List<String> voters() {
    return votes.stream().map(v -> v.by().person()).toList();
  }

  /** The approvals in words, such as {@code 1 of 2 approvals: approver ✅}. */
  String tally() {
    String names =
        String.join(", ", votes.stream().map(v -> v.by().person() + " " + means(v)).toList());
    return votes.size()
        + " of "
        + need
        + (need == 1 ? " approval" : " approvals")
        + (names.isEmpty() ? "" : ": " + names);
  }

  /** Who is waited for, in words. */
  String awaited(Instant now) {
    return tally() + ". " + mayApprove() + " Until " + Words.at(gate.expiresAt(), now) + ".";
  }

  private String mayApprove() {
    return approvers.isEmpty()
        ? "Nobody is configured who may approve."
        : Words.all(approvers) + " may approve.";
  }

  private GateStory withVotes(List<Vote> changed) {
    return new GateStory(gate, need, approvers, changed, before, lapsed, closed, state);
  }

  private GateStory withoutBefore() {
    return new GateStory(gate, need, approvers, votes, Optional.empty(), lapsed, closed, state);
  }

  private static String means(Vote vote) {
    return vote.means() == Vote.Means.TYPED ? "(typed)" : "✅";
  }
}
