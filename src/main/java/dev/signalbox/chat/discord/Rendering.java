package dev.signalbox.chat.discord;

import dev.signalbox.chat.CurvePicture;
import dev.signalbox.report.Attachment;
import dev.signalbox.report.Curves;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Card;
import dev.signalbox.report.Message.Notice;
import dev.signalbox.report.Message.Prompt;
import dev.signalbox.report.Tone;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.dv8tion.jda.api.EmbedBuilder;
import net.dv8tion.jda.api.components.actionrow.ActionRow;

/** Makes a message of ours one of Discord's: an embed with its buttons and files. */
final class Rendering {
  /** Discord takes 4,096; what is longer goes along as a file. */
  private static final int LONGEST_TEXT = 3_500;

  private static final int LARGEST_FILE = 8 * 1024 * 1024;
  private static final int MOST_CALLED = 50;

  private final Function<String, Optional<String>> account;

  /**
   * A rendering.
   *
   * @param account the Discord account of a person, by the person's name
   */
  Rendering(Function<String, Optional<String>> account) {
    this.account = account;
  }

  Rendered of(Message message) {
    EmbedBuilder embed = new EmbedBuilder();
    List<ActionRow> buttons = List.of();
    List<Rendered.Upload> files = new ArrayList<>();
    String footer = "";
    switch (message.content()) {
      case Notice notice -> notice(embed, notice, message.place(), files);
      case Card card -> {
        CardEmbed.write(embed, card);
        buttons = Buttons.rows(card.buttons());
      }
      case Prompt prompt -> {
        PromptEmbed.write(embed, prompt);
        buttons = Buttons.rows(prompt.buttons());
        footer = prompt.footer();
      }
    }
    message.attachments().forEach(a -> upload(embed, a).ifPresent(files::add));
    embed.setFooter(Marker.footer(footer, message.key()));
    return new Rendered(called(message), embed.build(), buttons, files);
  }

  /** One colour for each tone; the sign before the text says the same. */
  static int colour(Tone tone) {
    return switch (tone) {
      case NEUTRAL -> 0x80_848E;
      case RUNNING -> 0x34_98DB;
      case GOOD -> 0x2E_CC71;
      case ASKING -> 0xF1_C40F;
      case BAD -> 0xE7_4C3C;
    };
  }

  private static void notice(
      EmbedBuilder embed, Notice notice, Message.Place place, List<Rendered.Upload> files) {
    String said = Markdown.plain(notice.text(), LONGEST_TEXT - 6);
    // What stands in the channel itself is read by those who pass: its first line is enough.
    boolean bold =
        place == Message.Place.CHANNEL
            && !notice.details().isEmpty()
            && !said.isEmpty()
            && said.equals(said.strip());
    String text = notice.tone().sign() + " " + (bold ? "**" + said + "**" : said);
    int left = LONGEST_TEXT - text.length() - 1;
    boolean fits = left > 0 && total(notice.details()) <= left;
    boolean cut = notice.text().length() > LONGEST_TEXT - 6 || !fits;
    if (!notice.details().isEmpty() && left > 100) {
      text += "\n" + Markdown.lines(notice.details(), left);
    }
    embed.setDescription(text).setColor(colour(notice.tone()));
    if (cut) {
      String whole = notice.text() + "\n" + String.join("\n", notice.details()) + "\n";
      files.add(new Rendered.Upload("message.txt", bytes(whole)));
    }
  }

  private static int total(List<String> lines) {
    return lines.stream().mapToInt(line -> Markdown.plain(line, 1_000).length() + 1).sum();
  }

  private static Optional<Rendered.Upload> upload(EmbedBuilder embed, Attachment attachment) {
    return switch (attachment) {
      case Attachment.Curve curve -> {
        embed.addField(
            Markdown.bare(curve.title(), 200), Markdown.plain(Curves.said(curve), 500), false);
        yield CurvePicture.png(curve)
            .map(
                png -> {
                  embed.setImage("attachment://" + curve.fileName());
                  return new Rendered.Upload(curve.fileName(), png);
                });
      }
      case Attachment.LongText text ->
          Optional.of(new Rendered.Upload(text.fileName(), bytes(text.text())));
    };
  }

  private static byte[] bytes(String text) {
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    return all.length <= LARGEST_FILE ? all : Arrays.copyOf(all, LARGEST_FILE);
  }

  private List<String> called(Message message) {
    return message.mentions().stream()
        .flatMap(name -> account.apply(name).stream())
        .distinct()
        .limit(MOST_CALLED)
        .toList();
  }
}
