package dev.signalbox.traffic.nginx;

import dev.signalbox.traffic.nginx.Directive.Word;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The include file of one lane. People own it: upstreams, parameters, comments and the order of
 * things are theirs. Only three things in it are ours, each of which is changed in its place: the
 * word that names the live upstream, the word {@code down} of a drained server, and the state.
 */
final class Include {
  private static final String DOWN = "down";

  private final NginxSettings names;
  private final String text;
  private final List<Directive> directives;

  /**
   * Reads a text.
   *
   * @throws IncludeUnreadable where it lacks what we change
   */
  Include(NginxSettings names, String text) {
    this.names = names;
    this.text = text;
    this.directives = Directive.parse(text);
    var _ = live();
    var _ = state();
  }

  /**
   * One server of an upstream.
   *
   * @param address as it is written, such as {@code 10.0.1.11:8080}
   */
  record Server(String address, boolean down) {}

  /** The whole text. */
  String text() {
    return text;
  }

  /** The text's SHA-256, in hexadecimal digits. */
  String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The upstream that it says is live. */
  String live() {
    return value(names.live()).text();
  }

  /** Its revision, and what we have drained. */
  RouterState state() {
    return RouterState.parse(value(names.state()).text());
  }

  /** The servers of an upstream; empty where it has no such upstream. */
  List<Server> servers(String upstream) {
    return written(upstream).stream().map(Include::server).toList();
  }

  /** This with another live upstream. */
  Include withLive(String upstream) {
    Word live = value(names.live());
    return live.text().equals(upstream) ? this : with(live.start(), live.end(), upstream);
  }

  /** This with a server of an upstream drained or not. */
  Include withDown(String upstream, String address, boolean down) {
    Include changed = this;
    for (Directive server : written(upstream)) {
      if (server(server).address().equals(address) && server(server).down() != down) {
        changed = down ? changed.sayDown(server) : changed.unsayDown(server);
        return changed.withDown(upstream, address, down);
      }
    }
    return changed;
  }

  private Include sayDown(Directive server) {
    int behind = server.words().getLast().end();
    return with(behind, behind, " " + DOWN);
  }

  private Include unsayDown(Directive server) {
    Word word = server.words().stream().filter(it -> it.text().equals(DOWN)).findFirst().get();
    int blank = word.start() - 1;
    boolean takeBlank = text.charAt(blank) == ' ' || text.charAt(blank) == '\t';
    return with(takeBlank ? blank : word.start(), word.end(), "");
  }

  /** This as the change that comes after a revision, which says what is drained in it. */
  Include asRevision(long revision) {
    List<String> drained =
        directives.stream()
            .filter(it -> it.begins("upstream"))
            .flatMap(it -> servers(it.words().get(1).text()).stream())
            .filter(Server::down)
            .map(Server::address)
            .distinct()
            .toList();
    Word state = value(names.state());
    return with(
        state.start(), state.end(), "\"" + new RouterState(revision, drained).text() + "\"");
  }

  private Include with(int from, int to, String replacement) {
    return new Include(names, text.substring(0, from) + replacement + text.substring(to));
  }

  private List<Directive> written(String upstream) {
    return directives.stream()
        .filter(it -> it.begins("upstream", upstream))
        .flatMap(it -> it.inside().stream())
        .filter(it -> it.name().equals("server") && it.words().size() > 1)
        .toList();
  }

  private static Server server(Directive directive) {
    List<Word> words = directive.words();
    return new Server(
        words.get(1).text(),
        words.stream().skip(2).map(Word::text).collect(Collectors.toSet()).contains(DOWN));
  }

  /** What a map gives a variable whatever its source is. */
  private Word value(String variable) {
    Optional<Word> found =
        directives.stream()
            .filter(it -> it.name().equals("map") && it.words().size() == 3)
            .filter(it -> it.words().getLast().text().equals("$" + variable))
            .flatMap(it -> it.inside().stream())
            .filter(it -> it.begins("default") && it.words().size() == 2)
            .map(it -> it.words().getLast())
            .findFirst();
    return found.orElseThrow(
        () -> new IncludeUnreadable("it has no \"map $host $" + variable + " { default ...; }\""));
  }
}
