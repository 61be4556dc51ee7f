package dev.signalbox.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.slack.api.util.json.GsonFactory;
import dev.signalbox.access.Identity;
import dev.signalbox.access.People;
import dev.signalbox.access.Person;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent.MessageDelivered;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Notice;
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
import java.util.Set;

/**
 * Holds what stands in a channel of Slack against the journal, told once more from its beginning:
 * nothing missing, nothing twice, each message in its last revision.
 */
record SlackChannelCopy(Stores stores, StrictSlack slack) {
  private static final int ALL = 100_000;

  void check(String channel) {
    Map<String, Message> told = told();
    List<JsonObject> ours =
        slack.channel().messages.values().stream().filter(m -> !key(m).isEmpty()).toList();
    assertThat(ours).extracting(SlackChannelCopy::key).doesNotHaveDuplicates();
    SlackBlocks blocks =
        new SlackBlocks(
            new People(List.of(person("deployer", "U1DEPLOYER"), person("approver", "U2APPROVER"))),
            Set.of("white_check_mark"));
    for (Message message : told.values()) {
      if (message.place() == Place.CHANNEL) {
        stands(message, blocks.of(message), ours);
      } else {
        isSaidOnce(message, ours);
      }
    }
    List<String> keys =
        told.values().stream()
            .filter(it -> it.place() == Place.CHANNEL)
            .map(Message::key)
            .sorted()
            .toList();
    assertThat(ours.stream().filter(m -> !m.has("thread_ts")).map(SlackChannelCopy::key))
        .containsExactlyInAnyOrderElementsOf(keys);
    assertThat(delivered(channel)).isEqualTo(keys);
    assertThat(stores.outbox().backlog(channel)).isZero();
  }

  private static Person person(String name, String account) {
    return new Person(name, Set.of(), Set.of(new Identity("slack", account)));
  }

  private static void stands(Message message, Rendered last, List<JsonObject> ours) {
    JsonObject copy =
        ours.stream()
            .filter(m -> key(m).equals(message.key()))
            .findFirst()
            .orElse(new JsonObject());
    JsonElement expected = GsonFactory.createSnakeCase().toJsonTree(last.blocks());
    assertThat(StrictSlack.words(copy.get("blocks")))
        .as(message.toString())
        .isEqualTo(StrictSlack.words(expected));
  }

  /** As a message of its own, or as a line of one in which several were merged. */
  private static void isSaidOnce(Message message, List<JsonObject> ours) {
    Notice notice = (Notice) message.content();
    String line = SlackText.escaped(notice.tone().sign() + " " + notice.text());
    assertThat(
            ours.stream()
                .filter(m -> m.has("thread_ts"))
                .filter(m -> key(m).equals(message.key()) || says(m, line)))
        .as(message.toString())
        .hasSize(1);
  }

  private static boolean says(JsonObject message, String line) {
    String words = StrictSlack.words(message.get("blocks"));
    return words.contains("results in one message") && words.lines().anyMatch(line::equals);
  }

  private List<String> delivered(String channel) {
    List<String> keys = new ArrayList<>();
    for (JournalEntry entry : stores.journal().after(0, ALL)) {
      if (entry.event() instanceof MessageDelivered delivered
          && delivered.channel().equals(channel)) {
        keys.add(delivered.key());
        assertThat(delivered.link().orElseThrow()).startsWith("https://acme.slack.com/archives/");
        assertThat(slack.channel().messages).containsKey(delivered.reference());
      }
    }
    return keys.stream().sorted().toList();
  }

  private Map<String, Message> told() {
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

  static String key(JsonObject message) {
    return message.has("metadata")
        ? message
            .getAsJsonObject("metadata")
            .getAsJsonObject("event_payload")
            .get("key")
            .getAsString()
        : "";
  }
}
