package dev.signalbox.traffic.haproxy;

import dev.signalbox.topology.Node;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What we did to one HAProxy for one lane and have not taken back: the servers that we drained, so
 * that somebody else's drain is told from ours after any crash, and which server group has which
 * backend. It is kept beside the servers' states.
 *
 * @param drained as {@code backend/server}
 */
record Ledger(Set<String> drained, List<Group> groups) {

  static final Ledger EMPTY = new Ledger(Set.of(), List.of());

  private static final String TITLE =
      "# Written by Signalbox: what it drained and registered here.";

  /** Copies both. */
  Ledger {
    drained = Set.copyOf(drained);
    groups = List.copyOf(groups);
  }

  /** A server group that has a backend. */
  record Group(String name, String backend, List<Member> members) {
    Group {
      members = List.copyOf(members);
    }

    List<Node> nodes() {
      return members.stream().map(Member::node).toList();
    }
  }

  /** A node of a server group, and the server of its backend that stands for it. */
  record Member(String server, Node node) {}

  boolean drainedByUs(String backend, String server) {
    return drained.contains(backend + "/" + server);
  }

  Optional<Group> group(String name) {
    return groups.stream().filter(group -> group.name().equals(name)).findFirst();
  }

  Optional<Group> at(String backend) {
    return groups.stream().filter(group -> group.backend().equals(backend)).findFirst();
  }

  Ledger drain(String backend, String server) {
    Set<String> more = new TreeSet<>(drained);
    more.add(backend + "/" + server);
    return new Ledger(more, groups);
  }

  Ledger restore(String backend, String server) {
    Set<String> fewer = new TreeSet<>(drained);
    fewer.remove(backend + "/" + server);
    return new Ledger(fewer, groups);
  }

  Ledger register(Group group) {
    return new Ledger(
        drained, Stream.concat(forget(group.name()).groups.stream(), Stream.of(group)).toList());
  }

  Ledger forget(String name) {
    return new Ledger(drained, groups.stream().filter(it -> !it.name().equals(name)).toList());
  }

  /** One line for each server drained, each group, and each of a group's nodes after it. */
  String text() {
    List<String> lines = new ArrayList<>(List.of(TITLE));
    new TreeSet<>(drained).forEach(server -> lines.add("drained " + server));
    for (Group group : groups) {
      lines.add("group " + group.name() + " " + group.backend());
      group
          .members()
          .forEach(
              m ->
                  lines.add(
                      "node " + m.server() + " " + m.node().name() + " " + m.node().address()));
    }
    return String.join("\n", lines) + "\n";
  }

  /** Reads what {@link #text} writes; throws an {@link IllegalArgumentException} for other text. */
  static Ledger parse(String text) {
    Set<String> drained = new TreeSet<>();
    List<Group> groups = new ArrayList<>();
    for (String line : text.lines().filter(it -> !it.startsWith("#") && !it.isBlank()).toList()) {
      String[] words = line.split(" ", -1);
      switch (words[0] + " " + words.length) {
        case "drained 2" -> drained.add(words[1]);
        case "group 3" -> groups.add(new Group(words[1], words[2], List.of()));
        case "node 4" -> {
          Group last = groups.removeLast();
          List<Member> members = new ArrayList<>(last.members());
          members.add(new Member(words[1], new Node(words[2], URI.create(words[3]))));
          groups.add(new Group(last.name(), last.backend(), members));
        }
        default -> throw new IllegalArgumentException("the line '" + line + "' is not ours");
      }
    }
    return new Ledger(drained, groups);
  }
}
