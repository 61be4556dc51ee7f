package dev.signalbox.traffic.haproxy;

import dev.signalbox.topology.Node;
import dev.signalbox.traffic.haproxy.Ledger.Group;
import dev.signalbox.traffic.haproxy.Ledger.Member;
import dev.signalbox.traffic.haproxy.RuntimeCommand.ServerOrder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** The servers of the backend that one server group has, at all HAProxys of a lane. */
final class GroupServers {
  /** HAProxy looks up no name here: names would have to be in its configuration. */
  private static final Pattern LITERAL =
      Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3})|(\\[[0-9A-Fa-f:.]+])");

  /** Nobody listens there; a server of no group has this address, and is in maintenance. */
  private static final String NOWHERE = "127.0.0.1";

  private final HaproxyLane lane;
  private final Group group;

  GroupServers(HaproxyLane lane, Group group) {
    this.lane = lane;
    this.group = group;
  }

  /** Why nodes cannot be told to HAProxy; empty where they can. */
  static Optional<String> unusable(String group, List<Node> nodes) {
    if (nodes.isEmpty()) {
      return Optional.of(group + " has no nodes.");
    }
    return nodes.stream()
        .filter(node -> !LITERAL.matcher(host(node)).matches())
        .map(
            node ->
                "%s is at %s: HAProxy needs its IP address, such as http://10.0.0.1:8080."
                    .formatted(node, node.address()))
        .findFirst();
  }

  private static String host(Node node) {
    String host = node.address().getHost();
    return host == null ? "" : host;
  }

  private static String address(Node node) {
    return host(node).replace("[", "").replace("]", "");
  }

  private static int port(Node node) {
    URI address = node.address();
    int standard = "https".equals(address.getScheme()) ? 443 : 80;
    return address.getPort() > 0 ? address.getPort() : standard;
  }

  /** The group with one server of the backend for each node. */
  static Group place(String group, BackendView view, List<Node> nodes) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      members.add(new Member(view.servers().get(i).name(), nodes.get(i)));
    }
    return new Group(group, view.name(), members);
  }

  /** Whether the running HAProxy has the node at its address. */
  static boolean isAt(BackendView view, Member member) {
    return view.server(member.server())
        .filter(row -> row.address().equals(address(member.node())))
        .filter(row -> row.port() == port(member.node()))
        .isPresent();
  }

  /** Those nodes that do not serve everywhere, with why. */
  static List<String> unhealthy(List<BackendView> views, Group group) {
    if (views.isEmpty()) {
      return List.of("backend " + group.backend() + " is gone");
    }
    List<String> unhealthy = new ArrayList<>();
    for (BackendView view : views) {
      for (Member member : group.members()) {
        view.server(member.server())
            .filter(row -> row.isOut() || !row.health().passed())
            .ifPresent(row -> unhealthy.add(member.node() + " (" + row.health().words() + ")"));
      }
    }
    return unhealthy.stream().distinct().toList();
  }

  /** Gives the servers the nodes' addresses, and puts them into rotation; why not, or empty. */
  Optional<String> introduce() {
    return everywhere((haproxy, ledger) -> haproxy.keep(lane.lane(), ledger.register(group)))
        .or(() -> everywhere((haproxy, _) -> introduce(haproxy)))
        .or(this::remember);
  }

  private Optional<String> introduce(Haproxy haproxy) {
    Deadline deadline = lane.deadline();
    Optional<BackendView> view = haproxy.backend(group.backend(), deadline);
    if (view.isEmpty()) {
      return Optional.of("there is no backend " + group.backend());
    }
    return haproxy.talk(deadline, conversation -> introduce(conversation, view.get()));
  }

  private Optional<String> introduce(Conversation conversation, BackendView view) {
    for (Member member : group.members()) {
      Optional<ServerRow> row = view.server(member.server());
      if (isAt(view, member) && row.filter(it -> !it.isOut()).isPresent()) {
        continue;
      }
      String server = member.server();
      Node node = member.node();
      // What its checks found belongs to the node that had the server before: it starts as down.
      conversation.ask(RuntimeCommand.setState(group.backend(), server, ServerOrder.MAINT));
      conversation.ask(
          RuntimeCommand.setAddress(group.backend(), server, address(node), port(node)));
      conversation.ask(RuntimeCommand.setState(group.backend(), server, ServerOrder.DRAIN));
      conversation.ask(RuntimeCommand.presumeDown(group.backend(), server));
      conversation.ask(RuntimeCommand.setState(group.backend(), server, ServerOrder.READY));
    }
    return BackendView.ask(conversation, group.backend())
        .filter(now -> group.members().stream().allMatch(member -> isAt(now, member)))
        .map(_ -> Optional.<String>empty())
        .orElseGet(() -> Optional.of("backend " + group.backend() + " did not take the addresses"));
  }

  private Optional<String> remember() {
    return everywhere(
        (haproxy, ledger) ->
            haproxy
                .backend(group.backend(), lane.deadline())
                .flatMap(view -> new StartStates(haproxy).write(view, ledger, Optional.empty())));
  }

  /** Keeps new requests from all of its nodes; why not, or empty. */
  Optional<String> drain() {
    return everywhere((haproxy, _) -> tellAll(haproxy, ServerOrder.DRAIN));
  }

  /** Takes the addresses away, and the backend is free; why not, or empty. */
  Optional<String> forget() {
    return everywhere(
            (haproxy, _) -> tellAll(haproxy, ServerOrder.MAINT).or(() -> sendNowhere(haproxy)))
        .or(
            () ->
                everywhere(
                    (haproxy, ledger) -> haproxy.keep(lane.lane(), ledger.forget(group.name()))))
        .or(this::remember);
  }

  private Optional<String> tellAll(Haproxy haproxy, ServerOrder order) {
    return haproxy.talk(
        lane.deadline(),
        conversation ->
            group.members().stream()
                .map(it -> RuntimeCommand.setState(group.backend(), it.server(), order))
                .map(conversation::ask)
                .filter(answer -> !answer.isEmpty())
                .findFirst());
  }

  /**
   * What it answers says what it changed; a wrong address is only found by whoever is sent there.
   */
  private Optional<String> sendNowhere(Haproxy haproxy) {
    haproxy.talk(
        lane.deadline(),
        conversation ->
            group.members().stream()
                .map(it -> RuntimeCommand.setAddress(group.backend(), it.server(), NOWHERE, 1))
                .map(conversation::ask)
                .toList());
    return Optional.empty();
  }

  private Optional<String> everywhere(BiFunction<Haproxy, Ledger, Optional<String>> work) {
    for (Haproxy haproxy : lane.haproxies()) {
      Optional<String> problem = work.apply(haproxy, haproxy.ledger(lane.lane()));
      if (problem.isPresent()) {
        return problem.map(it -> haproxy.title() + ": " + it);
      }
    }
    return Optional.empty();
  }
}
