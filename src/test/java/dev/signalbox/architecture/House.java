package dev.signalbox.architecture;

import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;
import java.util.Set;

/**
 * The rooms under {@code dev.signalbox} and the arrows between them, as the design draws them.
 *
 * <p>An arrow to a room that acts brings the arrows to the pure rooms whose values its signatures
 * show; without them nobody could call it.
 */
final class House {

  static final String ROOT = "dev.signalbox";

  static final Set<String> PURE = Set.of("topology", "deployment", "access", "command", "report");

  /** Families of adapters: each package below one is a room, and blind to its siblings. */
  static final Set<String> FAMILIES = Set.of("chat", "traffic", "fleet", "probe");

  /** Room or family to the rooms that it may know. Only {@code app} knows everything. */
  static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          entry("topology", Set.of()),
          entry("deployment", Set.of("topology")),
          entry("access", Set.of("topology")),
          entry("command", Set.of("topology", "deployment")),
          entry("report", Set.of("topology", "deployment", "access")),
          entry("port", Set.of("topology", "deployment", "access", "report")),
          entry("engine", Set.of("topology", "deployment", "access", "port")),
          entry(
              "operation",
              Set.of("topology", "deployment", "access", "command", "report", "port", "engine")),
          entry(
              "chat",
              Set.of("topology", "deployment", "access", "command", "report", "port", "operation")),
          entry("store", Set.of("topology", "deployment", "access", "report", "port")),
          entry("traffic", Set.of("topology", "deployment", "port")),
          entry("fleet", Set.of("topology", "deployment", "port")),
          entry("probe", Set.of("topology", "deployment", "port")),
          entry("lab", Set.of("topology", "deployment", "port")));

  private House() {}

  static boolean contains(JavaClass type) {
    return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
  }

  /** The room of a class in the house: {@code engine}, or {@code traffic.dns} within a family. */
  static String roomOf(JavaClass type) {
    String[] path = type.getPackageName().substring(ROOT.length()).split("\\.", -1);
    if (path.length == 1) {
      return "";
    }
    boolean inFamily = FAMILIES.contains(path[1]) && path.length > 2;
    return inFamily ? path[1] + "." + path[2] : path[1];
  }

  static boolean isDrawn(String room) {
    return room.equals("app") || ARROWS.containsKey(family(room));
  }

  static boolean mayKnow(String from, String to) {
    return from.equals("app")
        || from.equals(to)
        || family(from).equals(to)
        || ARROWS.getOrDefault(family(from), Set.of()).contains(to);
  }

  private static String family(String room) {
    int dot = room.indexOf('.');
    return dot < 0 ? room : room.substring(0, dot);
  }
}
