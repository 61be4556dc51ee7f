package dev.signalbox.chat.discord;

import dev.signalbox.report.Message.Prompt;
import java.util.List;
import net.dv8tion.jda.api.EmbedBuilder;

/** A gate's prompt. */
final class PromptEmbed {
  private static final int LONGEST_TITLE = 250;
  private static final int LONGEST_EVIDENCE = 3_000;
  private static final int NAMES = 20;

  private PromptEmbed() {}

  static void write(EmbedBuilder embed, Prompt prompt) {
    embed.setColor(Rendering.colour(prompt.tone()));
    String question = prompt.tone().sign() + " " + prompt.question();
    String evidence = Markdown.lines(prompt.evidence(), LONGEST_EVIDENCE);
    if (question.length() <= LONGEST_TITLE) {
      embed.setTitle(Markdown.bare(question, LONGEST_TITLE)).setDescription(evidence);
    } else {
      embed.setDescription("**" + Markdown.plain(question, 900) + "**\n" + evidence);
    }
    if (!prompt.votes().isBlank()) {
      String name = prompt.open() ? "Approvals" : "Decided";
      embed.addField(name, Markdown.plain(prompt.votes(), 500), true);
    }
    if (prompt.open() && !prompt.approvers().isEmpty()) {
      embed.addField("May approve", Markdown.plain(names(prompt.approvers()), 500), true);
    }
  }

  private static String names(List<String> names) {
    int others = names.size() - NAMES;
    return others <= 0
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, NAMES)) + " and " + others + " others";
  }
}
