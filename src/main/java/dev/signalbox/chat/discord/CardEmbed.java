package dev.signalbox.chat.discord;

import dev.signalbox.report.Message.Card;
import dev.signalbox.report.Message.NodeMark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.dv8tion.jda.api.EmbedBuilder;

/** The live card. */
final class CardEmbed {
  private static final int LONGEST_TITLE = 250;
  private static final int LONGEST_VALUE = 1_000;
  private static final int MOST_CLUSTERS = 3;
  private static final int MOST_ROWS = 20;
  private static final int BAR = 16;
  private static final int WIDEST_NAME = 24;

  private CardEmbed() {}

  static void write(EmbedBuilder embed, Card card) {
    embed.setColor(Rendering.colour(card.tone()));
    embed.setTitle(card.tone().sign() + " " + Markdown.bare(card.title(), LONGEST_TITLE));
    String track =
        card.track().stream()
            .map(mark -> mark.progress().sign() + " " + Markdown.plain(mark.name(), 60))
            .collect(Collectors.joining("  "));
    embed.setDescription(
        "**" + Markdown.plain(card.phase(), 700) + "**\n" + track + "\n" + steps(card));
    nodes(embed, card.nodes());
    field(embed, "Waiting for", card.awaited());
    field(embed, "Last", card.last());
    field(embed, "Production", card.traffic());
  }

  private static String steps(Card card) {
    int full = card.of() == 0 ? 0 : Math.clamp((long) BAR * card.done() / card.of(), 0, BAR);
    return "▰".repeat(full)
        + "▱".repeat(BAR - full)
        + "  "
        + card.done()
        + " of "
        + card.of()
        + (card.of() == 1 ? " step" : " steps");
  }

  private static void nodes(EmbedBuilder embed, List<NodeMark> nodes) {
    Map<String, List<NodeMark>> clusters =
        nodes.stream()
            .collect(
                Collectors.groupingBy(NodeMark::cluster, LinkedHashMap::new, Collectors.toList()));
    List<String> names = new ArrayList<>(clusters.keySet());
    names.stream()
        .limit(MOST_CLUSTERS)
        .forEach(
            name ->
                embed.addField(
                    Markdown.bare(name, 100),
                    Markdown.block(rows(clusters.getOrDefault(name, List.of())), LONGEST_VALUE),
                    false));
    if (names.size() > MOST_CLUSTERS) {
      String others = String.join(", ", names.subList(MOST_CLUSTERS, names.size()));
      field(embed, "Other clusters", others);
    }
  }

  private static List<String> rows(List<NodeMark> nodes) {
    int width =
        Math.min(WIDEST_NAME, nodes.stream().mapToInt(n -> n.node().length()).max().orElse(0));
    List<String> rows =
        byUrgency(nodes)
            .map(n -> n.progress().sign() + " " + padded(n.node(), width) + "  " + n.state())
            .limit(MOST_ROWS)
            .collect(Collectors.toCollection(ArrayList::new));
    if (nodes.size() > MOST_ROWS) {
      rows.add("  … and " + (nodes.size() - MOST_ROWS) + " more");
    }
    return rows;
  }

  /** In their order, but where not all are shown, those first that something happens to. */
  private static Stream<NodeMark> byUrgency(List<NodeMark> nodes) {
    return nodes.size() <= MOST_ROWS
        ? nodes.stream()
        : nodes.stream().sorted(Comparator.comparing(CardEmbed::isAtRest));
  }

  private static boolean isAtRest(NodeMark node) {
    return switch (node.progress()) {
      case FAILED, NOW -> false;
      case TODO, DONE -> true;
    };
  }

  private static String padded(String name, int width) {
    return name + " ".repeat(Math.max(0, width - name.length()));
  }

  private static void field(EmbedBuilder embed, String name, String value) {
    if (!value.isBlank()) {
      embed.addField(name, Markdown.plain(value, LONGEST_VALUE), false);
    }
  }
}
