package dev.signalbox.chat.discord;

import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.operation.Reception.Document;
import dev.signalbox.report.Tone;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.dv8tion.jda.api.EmbedBuilder;
import net.dv8tion.jda.api.entities.Message.MentionType;
import net.dv8tion.jda.api.entities.MessageEmbed;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;
import net.dv8tion.jda.api.utils.messages.MessageEditData;

/** What the one reads who said something. */
final class Replies {
  private static final int LONGEST_TEXT = 3_500;
  private static final int LONGEST_LINE = 1_000;

  private Replies() {}

  static boolean isSilent(Answer answer) {
    return answer.text().isEmpty()
        && answer.details().isEmpty()
        && answer.document().isEmpty()
        && answer.deployment().isEmpty();
  }

  static MessageEditData edit(Answer answer) {
    return new MessageEditBuilder()
        .setEmbeds(embed(answer))
        .setFiles(files(answer))
        .setAllowedMentions(List.<MentionType>of())
        .build();
  }

  static MessageCreateData create(Answer answer) {
    return new MessageCreateBuilder()
        .setEmbeds(embed(answer))
        .setFiles(files(answer))
        .setAllowedMentions(List.<MentionType>of())
        .build();
  }

  private static MessageEmbed embed(Answer answer) {
    Tone tone = answer.accepted() ? answer.tone() : Tone.BAD;
    String said = answer.text().isEmpty() ? done(answer) : answer.text();
    String text = tone.sign() + " " + Markdown.plain(said, LONGEST_TEXT - 2);
    int left = LONGEST_TEXT - text.length() - 10;
    if (!answer.details().isEmpty() && left > 100) {
      text += "\n" + Markdown.lines(answer.details(), left);
    }
    return new EmbedBuilder().setDescription(text).setColor(Rendering.colour(tone)).build();
  }

  /** Where the channel says it all already, the answer says where to look. */
  private static String done(Answer answer) {
    return answer.deployment().map(id -> id + ": see its card in the channel.").orElse("Done.");
  }

  private static List<FileUpload> files(Answer answer) {
    List<FileUpload> files = new ArrayList<>();
    answer.document().map(Replies::file).ifPresent(files::add);
    int length =
        answer.text().length()
            + answer.details().stream()
                .mapToInt(d -> Markdown.plain(d, LONGEST_LINE).length() + 1)
                .sum();
    if (length > LONGEST_TEXT - 100) {
      String whole = answer.text() + "\n" + String.join("\n", answer.details()) + "\n";
      files.add(FileUpload.fromData(whole.getBytes(StandardCharsets.UTF_8), "answer.txt"));
    }
    return files;
  }

  private static FileUpload file(Document document) {
    return FileUpload.fromData(
        document.text().getBytes(StandardCharsets.UTF_8), document.fileName());
  }
}
