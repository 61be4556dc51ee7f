package dev.signalbox.app.config;

import dev.signalbox.deployment.NodeAmount;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a number of nodes, such as 2, or a share of them, such as 25%. */
final class NodeAmounts {

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,4})( ?%)?");

  private NodeAmounts() {}

  /** What the text says; empty where it is neither. */
  static Optional<NodeAmount> parse(String text) {
    Matcher matcher = WRITTEN.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(matcher.group(1));
    if (matcher.group(2) == null) {
      return Optional.of(new NodeAmount.Nodes(number));
    }
    return number <= 100 ? Optional.of(new NodeAmount.Percent(number)) : Optional.empty();
  }
}
