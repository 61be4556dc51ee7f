package dev.signalbox.traffic.haproxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One line for HAProxy's runtime API. It consists of plain words, so that no name, wherever it came
 * from, can end the line, begin another command or a payload.
 *
 * @param words the command and its arguments
 * @param changes whether it changes anything
 */
record RuntimeCommand(List<String> words, boolean changes) {

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.:/@#+,%~=!*\\[\\]-]+");

  /** Refuses a word with a character that means something to HAProxy, such as a semicolon. */
  RuntimeCommand {
    words = List.copyOf(words);
    for (String word : words) {
      if (!isWord(word)) {
        throw new IllegalArgumentException(
            "'"
                + word
                + "' cannot be said to HAProxy: it may have letters, digits and _.:/@#+,%~=!*-"
                + " only");
      }
    }
  }

  /** Whether HAProxy would read the text as one word that means itself. */
  static boolean isWord(String text) {
    return WORD.matcher(text).matches();
  }

  private static RuntimeCommand look(String... words) {
    return new RuntimeCommand(List.of(words), false);
  }

  private static RuntimeCommand change(String... words) {
    return new RuntimeCommand(List.of(words), true);
  }

  static RuntimeCommand showInfo() {
    return look("show", "info");
  }

  static RuntimeCommand showLevel() {
    return look("show", "cli", "level");
  }

  static RuntimeCommand showMap(String map) {
    return look("show", "map", map);
  }

  /** Changes one entry of a map, which is meant by its reference and not by its key. */
  static RuntimeCommand setMap(String map, String reference, String value) {
    return change("set", "map", map, "#" + reference, value);
  }

  static RuntimeCommand showServersState(String backend) {
    return look("show", "servers", "state", backend);
  }

  /** The counters of a backend and of its servers. */
  static RuntimeCommand showStat(String backend) {
    return look("show", "stat", backend, "6", "-1");
  }

  static RuntimeCommand setState(String backend, String server, ServerOrder order) {
    return change("set", "server", backend + "/" + server, "state", order.word());
  }

  static RuntimeCommand setAddress(String backend, String server, String address, int port) {
    return change(
        "set", "server", backend + "/" + server, "addr", address, "port", Integer.toString(port));
  }

  /** From now on the server takes nothing until its health checks have passed. */
  static RuntimeCommand presumeDown(String backend, String server) {
    return change("set", "server", backend + "/" + server, "health", "down");
  }

  /** What the master says of its workers. */
  static RuntimeCommand showWorkers() {
    return look("show", "proc");
  }

  /** A command that the master hands on to one of its workers, current or old. */
  RuntimeCommand toWorker(long process) {
    List<String> handedOn = new ArrayList<>(List.of("@!" + process));
    handedOn.addAll(words);
    return new RuntimeCommand(handedOn, changes);
  }

  /** The line, without its end. */
  String line() {
    return String.join(" ", words);
  }

  /** What a server can be told to be. */
  enum ServerOrder {
    /** Take requests. */
    READY,
    /** Take no new requests, and go on being checked. */
    DRAIN,
    /** Be as good as not there. */
    MAINT;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
