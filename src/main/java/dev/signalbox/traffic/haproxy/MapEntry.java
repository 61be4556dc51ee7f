package dev.signalbox.traffic.haproxy;

import java.util.List;

/** What a running HAProxy's map says of one key. */
sealed interface MapEntry {

  /**
   * It says this.
   *
   * @param reference HAProxy's own name of the entry, which another entry of that key does not have
   */
  record Says(String reference, String value) implements MapEntry {}

  /** It says nothing that could be changed: no such map, no such key, or the key twice. */
  record Unusable(String reason, String remedy) implements MapEntry {}

  /** Asks for it. */
  static MapEntry ask(Conversation conversation, String map, String key) {
    String answer = conversation.ask(RuntimeCommand.showMap(map));
    List<String[]> lines = answer.lines().map(line -> line.split(" ", 3)).toList();
    if (lines.stream().anyMatch(words -> words.length != 3 || !words[0].startsWith("0x"))) {
      return new Unusable(
          "it has no map " + map + " (" + excerpt(answer) + ")",
          "name the file as its configuration does, in a map(…) of a use_backend line");
    }
    List<String[]> ours = lines.stream().filter(words -> words[1].equals(key)).toList();
    return switch (ours.size()) {
      case 0 ->
          new Unusable(
              "its map " + map + " has no entry " + key,
              "add the line `" + key + " BACKEND` to it");
      case 1 -> new Says(ours.getFirst()[0], ours.getFirst()[2]);
      default ->
          new Unusable("its map " + map + " has " + key + " twice", "remove one of the lines");
    };
  }

  /** The beginning of what somebody else wrote, on one line. */
  static String excerpt(String text) {
    String line = text.replaceAll("\\s+", " ").replaceAll("\\p{C}", "?").strip();
    return line.length() <= 120 ? line : line.substring(0, 120) + "…";
  }
}
