package dev.signalbox.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.chat.discord.strict.Json;
import dev.signalbox.chat.discord.strict.Post;
import dev.signalbox.chat.discord.strict.StrictDiscord;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent.MessageDelivered;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Place;
import dev.signalbox.report.Narration;
import dev.signalbox.report.Story;
import dev.signalbox.store.Stores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.dv8tion.jda.api.entities.MessageEmbed;

/**
 * Holds what stands in a channel of Discord against the journal, told once more from its beginning:
 * nothing missing, nothing twice, each message in its last revision.
 */
record ChannelCopy(Stores stores, Team team) {
  private static final int ALL = 100_000;

  void check(String channel) {
    Map<String, Message> told = told();
    List<Post> inChannel = ours(team.crowd.posts(team.channel));
    List<Post> inThreads =
        inChannel.stream().flatMap(post -> ours(team.crowd.thread(post)).stream()).toList();
    assertThat(inChannel).extracting(ChannelCopy::key).doesNotHaveDuplicates();
    assertThat(inThreads).extracting(ChannelCopy::key).doesNotHaveDuplicates();
    Rendering rendering = new Rendering(_ -> Optional.empty());
    told.values()
        .forEach(
            message -> {
              if (message.place() == Place.CHANNEL) {
                stands(message, rendering.of(message).embed(), inChannel);
              } else {
                isSaidOnce(message, inThreads);
              }
            });
    List<String> keys =
        told.values().stream()
            .filter(it -> it.place() == Place.CHANNEL)
            .map(Message::key)
            .sorted()
            .toList();
    assertThat(inChannel).extracting(ChannelCopy::key).hasSameElementsAs(keys);
    assertThat(delivered(channel)).isEqualTo(keys);
    assertThat(stores.outbox().backlog(channel)).isZero();
  }

  private static void stands(Message message, MessageEmbed last, List<Post> posts) {
    List<Post> copies = posts.stream().filter(p -> key(p).equals(message.key())).toList();
    assertThat(copies).as(message.toString()).hasSize(1);
    assertThat(Json.text(copies.getFirst().body().path("embeds").path(0), "description").strip())
        .isEqualTo(String.valueOf(last.getDescription()).strip());
  }

  /** As a message of its own, or as a line of one in which several were merged. */
  private static void isSaidOnce(Message message, List<Post> posts) {
    if (posts.stream().anyMatch(p -> key(p).equals(message.key()))) {
      return;
    }
    Message.Notice notice = (Message.Notice) message.content();
    String line = Markdown.plain(notice.tone().sign() + " " + notice.text(), 1_000);
    assertThat(posts.stream().filter(p -> p.visible().contains(line)))
        .as(() -> message + " in " + posts.stream().map(Post::visible).toList())
        .hasSize(1);
  }

  private List<String> delivered(String channel) {
    return stores.journal().after(0, ALL).stream()
        .map(JournalEntry::event)
        .filter(MessageDelivered.class::isInstance)
        .map(MessageDelivered.class::cast)
        .filter(it -> it.channel().equals(channel))
        .map(MessageDelivered::key)
        .sorted()
        .toList();
  }

  /** What was to be said, each message in its last words. */
  Map<String, Message> told() {
    Narration narration = new Narration(_ -> List.of("approver"));
    Map<DeploymentId, List<JournalEntry>> past = new HashMap<>();
    Map<String, Message> told = new LinkedHashMap<>();
    for (JournalEntry entry : stores.journal().after(0, ALL)) {
      Optional<Story> story =
          Narration.subject(entry)
              .flatMap(
                  id -> {
                    List<JournalEntry> entries = past.computeIfAbsent(id, _ -> new ArrayList<>());
                    entries.add(entry);
                    return Story.of(entries);
                  });
      narration.tell(entry, story).forEach(message -> told.put(message.key(), message));
    }
    return told;
  }

  /** Without what is no copy of the journal. */
  private static List<Post> ours(List<Post> posts) {
    return posts.stream().filter(p -> p.author().equals(StrictDiscord.BOT)).toList();
  }

  private static String key(Post post) {
    return post.footer().replaceFirst(".* · ", "");
  }
}
