package dev.signalbox.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.signalbox.access.Identity;
import dev.signalbox.access.People;
import dev.signalbox.access.Person;
import dev.signalbox.report.Message;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A team in a strict Slack, for tests that look at more platforms than one. */
public final class SlackTeam implements AutoCloseable {
  /** The one channel. */
  public static final String CHANNEL = "C1DEPLOYS";

  /** Somebody whom nobody links to a person. */
  public static final String STRANGER = "U3VISITOR";

  /** The account of the approver. */
  public static final String APPROVER = "U2APPROVER";

  private static final String EMOJI = "white_check_mark";

  private final StrictSlack slack = new StrictSlack(InstantSource.system(), false);
  private final StrictPeople people =
      new StrictPeople(slack, (type, payload) -> slack.socket().deliver(type, payload));

  /** Somebody joins. */
  public void joins(String user) {
    slack.user(user);
  }

  /** What the bot is started with to speak there, in a channel that is called so. */
  public List<String> arguments(String channel) {
    return List.of(
        "--signalbox.channels." + channel + ".platform=slack",
        "--signalbox.channels." + channel + ".address=" + CHANNEL,
        "--signalbox.channels." + channel + ".default-application=shop",
        "--signalbox.channels." + channel + ".default-stage=production",
        "--signalbox.slack.bot-token=" + StrictSlack.BOT_TOKEN,
        "--signalbox.slack.app-token=" + StrictSlack.APP_TOKEN,
        "--signalbox.slack.api-url=" + slack.api(),
        "--signalbox.slack.message-interval=0s");
  }

  /** Waits until the bot listens. */
  public void awaitBot() throws InterruptedException {
    slack.until(() -> slack.socket().connections() == 1);
  }

  /** Waits until a message says this, and names it. */
  public String awaitText(String words) throws InterruptedException {
    slack.until(() -> slack.saying(words).isPresent());
    return slack.saying(words).orElseThrow().get("ts").getAsString();
  }

  /** Puts the approving emoji on a message. */
  public void approves(String user, String ts) {
    people.react(user, ts, EMOJI, true);
  }

  /** Waits until somebody alone is told this. */
  public void awaitWhisper(String user, String words) throws InterruptedException {
    slack.until(
        () ->
            slack.whispers.stream()
                .anyMatch(w -> w.user().equals(user) && w.text().contains(words)));
  }

  /**
   * Holds the channel against what was to be said there: each once, in its last words, and nothing
   * else.
   *
   * @param accounts of those who are called, by their names in the configuration
   */
  public void agreesWith(Collection<Message> told, Map<String, String> accounts) {
    List<Person> called =
        accounts.entrySet().stream()
            .map(e -> new Person(e.getKey(), Set.of(), Set.of(new Identity("slack", e.getValue()))))
            .toList();
    SlackBlocks blocks = new SlackBlocks(new People(called), Set.of(EMOJI));
    List<String> there = new ArrayList<>();
    for (JsonObject message : slack.channel().messages.values()) {
      if (!message.has("thread_ts") && message.has("metadata")) {
        there.add(key(message) + " " + message.get("text").getAsString());
      }
    }
    List<String> meant =
        told.stream()
            .filter(message -> message.place() == Message.Place.CHANNEL)
            .map(message -> message.key() + " " + blocks.of(message).text())
            .toList();
    assertThat(there).containsExactlyInAnyOrderElementsOf(meant);
    assertThat(slack.problems).isEmpty();
  }

  private static String key(JsonObject message) {
    return message
        .getAsJsonObject("metadata")
        .getAsJsonObject("event_payload")
        .get(SlackTimeline.KEY)
        .getAsString();
  }

  @Override
  public void close() {
    slack.close();
  }
}
