package dev.signalbox.chat.discord;

import java.util.List;
import net.dv8tion.jda.api.EmbedBuilder;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.entities.Message.MentionType;
import net.dv8tion.jda.api.entities.MessageEmbed;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;
import net.dv8tion.jda.api.utils.messages.MessageEditData;

/**
 * A message as Discord takes it.
 *
 * @param called the accounts that it calls; nobody else is ever pinged
 * @param files what is uploaded with it, once
 */
record Rendered(
    List<String> called, MessageEmbed embed, List<ActionRow> buttons, List<Upload> files) {

  /** A file to be uploaded. */
  static final class Upload {
    private final String name;
    private final byte[] content;

    Upload(String name, byte[] content) {
      this.name = name;
      this.content = content.clone();
    }
  }

  Rendered {
    called = List.copyOf(called);
    buttons = List.copyOf(buttons);
    files = List.copyOf(files);
  }

  MessageCreateData toPost() {
    MessageCreateBuilder builder =
        new MessageCreateBuilder()
            .setContent(calls())
            .setEmbeds(embed)
            .setComponents(buttons)
            .setAllowedMentions(List.<MentionType>of())
            .mentionUsers(called.toArray(String[]::new));
    files.forEach(f -> builder.addFiles(FileUpload.fromData(f.content, f.name)));
    return builder.build();
  }

  /** The same for where no file can be uploaded: what it says comes first. */
  Rendered withoutFiles() {
    return new Rendered(called, new EmbedBuilder(embed).setImage(null).build(), buttons, List.of());
  }

  /** The same for a message that has its files already. */
  MessageEditData toEdit() {
    return new MessageEditBuilder()
        .setContent(calls())
        .setEmbeds(embed)
        .setComponents(buttons)
        .setAllowedMentions(List.<MentionType>of())
        .mentionUsers(called.toArray(String[]::new))
        .build();
  }

  private String calls() {
    return String.join(" ", called.stream().map(id -> "<@" + id + ">").toList());
  }
}
