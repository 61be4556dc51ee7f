package dev.signalbox.lab.proxy;

/**
 * A request line taken apart: the entrance that it names, and what the node is asked for.
 *
 * @param entrance production, or a preview of the cluster in {@code /~cluster/…}
 * @param pathQuery path and query without the entrance; begins with a slash
 */
record Route(Entrance entrance, String pathQuery) {
  private static final String PREVIEW = "/~";

  static Route of(String pathQuery) {
    if (!pathQuery.startsWith(PREVIEW)) {
      return new Route(new Entrance.Production(), pathQuery.isEmpty() ? "/" : pathQuery);
    }
    int end = PREVIEW.length();
    while (end < pathQuery.length() && "/?".indexOf(pathQuery.charAt(end)) < 0) {
      end++;
    }
    String rest = pathQuery.substring(end);
    return new Route(
        new Entrance.Preview(pathQuery.substring(PREVIEW.length(), end)),
        rest.startsWith("/") ? rest : "/" + rest);
  }
}
