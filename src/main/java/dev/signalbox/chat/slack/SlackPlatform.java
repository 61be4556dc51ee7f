package dev.signalbox.chat.slack;

import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.response.chat.ChatGetPermalinkResponse;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.methods.response.chat.ChatUpdateResponse;
import com.slack.api.model.Message.Metadata;
import dev.signalbox.port.ChatGroups;
import dev.signalbox.port.ChatHistory;
import dev.signalbox.port.ChatPlatform;
import dev.signalbox.report.Message;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Posts to Slack. A message's reference is its timestamp; its key stands in its metadata, by which
 * it is found when a crash left open whether it was posted.
 */
public final class SlackPlatform implements ChatPlatform {
  /** The name under which identities and channels know it. */
  public static final String NAME = "slack";

  private static final Duration MENDED_BY_PEOPLE = Duration.ofSeconds(15);
  private static final Duration UNREACHABLE = Duration.ofSeconds(2);
  private static final int MOST_DOUBLINGS = 5;

  private final SlackParts parts;
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private final Set<String> certainlyNot = ConcurrentHashMap.newKeySet();

  /** Posts with these parts. */
  public SlackPlatform(SlackParts parts) {
    this.parts = parts;
  }

  @Override
  public String platform() {
    return NAME;
  }

  @Override
  public Delivery post(String channel, Message message, Optional<String> thread) {
    parts.uploads().next();
    Rendered rendered = parts.blocks().of(message);
    Delivery delivery = post(channel, message, thread, rendered);
    if (delivery instanceof Delivery.Delivered(String ts, Optional<String> _)) {
      parts.uploads().posted(channel, message, thread.orElse(ts));
    }
    return delivery;
  }

  private Delivery post(
      String channel, Message message, Optional<String> thread, Rendered rendered) {
    parts.pace().strictly("chat.postMessage " + channel, parts.settings().interval());
    SlackApi.Result<ChatPostMessageResponse> answer =
        parts
            .api()
            .ask(
                client ->
                    client.chatPostMessage(
                        r ->
                            r.channel(channel)
                                .text(rendered.text())
                                .blocks(rendered.blocks())
                                .metadata(metadata(message))
                                .threadTs(thread.orElse(null))
                                .unfurlLinks(false)
                                .unfurlMedia(false)));
    parts.timeline().changed(channel);
    if (answer instanceof SlackApi.Result.Failed<ChatPostMessageResponse>(var error, String _)) {
      certainlyNot.add(message.key());
      if (error.kind() == SlackError.Kind.GONE && thread.isPresent()) {
        // Somebody deleted the card: what belongs below it stands in the channel.
        return post(channel, message, Optional.empty(), rendered);
      }
      if (error.kind() == SlackError.Kind.CONTENT && !rendered.blocks().isEmpty()) {
        return post(channel, message, thread, rendered.withoutBlocks());
      }
    }
    if (answer instanceof SlackApi.Result.Limited<ChatPostMessageResponse>) {
      certainlyNot.add(message.key());
    }
    return delivery(
        channel,
        answer,
        response ->
            new Delivery.Delivered(response.getTs(), link(channel, message, response.getTs())));
  }

  @Override
  public Delivery update(String channel, String reference, Message message) {
    parts.uploads().next();
    Delivery delivery = update(channel, reference, message, parts.blocks().of(message));
    if (delivery instanceof Delivery.Delivered) {
      parts.uploads().updated(channel, message, reference);
    }
    return delivery;
  }

  private Delivery update(String channel, String reference, Message message, Rendered rendered) {
    parts.pace().loosely("chat.update", Pace.TIER_3);
    SlackApi.Result<ChatUpdateResponse> answer =
        parts
            .api()
            .ask(
                client ->
                    client.chatUpdate(
                        r ->
                            r.channel(channel)
                                .ts(reference)
                                .text(rendered.text())
                                .blocks(rendered.blocks())
                                .metadata(metadata(message))));
    parts.timeline().changed(channel);
    if (answer instanceof SlackApi.Result.Failed<ChatUpdateResponse>(var error, String _)
        && error.kind() == SlackError.Kind.CONTENT
        && !rendered.blocks().isEmpty()) {
      return update(channel, reference, message, rendered.withoutBlocks());
    }
    return delivery(
        channel, answer, _ -> new Delivery.Delivered(reference, link(channel, message, reference)));
  }

  private static Metadata metadata(Message message) {
    return Metadata.builder()
        .eventType(SlackTimeline.EVENT)
        .eventPayload(
            Map.of(SlackTimeline.KEY, message.key(), "revision", Long.toString(message.revision())))
        .build();
  }

  private <T extends SlackApiTextResponse> Delivery delivery(
      String channel, SlackApi.Result<T> answer, Function<T, Delivery> delivered) {
    return switch (answer) {
      case SlackApi.Result.Done<T>(T response) -> {
        failures.remove(channel);
        parts.health().well(SlackHealth.channel(channel));
        parts.health().well(SlackHealth.ACCESS);
        yield delivered.apply(response);
      }
      case SlackApi.Result.Limited<T>(Duration pause) ->
          new Delivery.Later(pause, "Slack asks to wait");
      case SlackApi.Result.Unclear<T>(String reason) -> {
        parts.health().trouble(SlackHealth.channel(channel), reason, "wait: it is tried again");
        yield new Delivery.Later(backOff(channel, UNREACHABLE), reason);
      }
      case SlackApi.Result.Failed<T>(SlackError error, String needed) ->
          failed(channel, error, needed);
    };
  }

  private Delivery failed(String channel, SlackError error, String needed) {
    return switch (error.kind()) {
      case ACCESS -> {
        parts.health().trouble(SlackHealth.ACCESS, error, needed);
        yield new Delivery.Later(backOff(channel, MENDED_BY_PEOPLE), "Slack says " + error.code());
      }
      case CHANNEL -> {
        parts.health().trouble(SlackHealth.channel(channel), error, needed);
        yield new Delivery.Later(backOff(channel, MENDED_BY_PEOPLE), "Slack says " + error.code());
      }
      case CONTENT, GONE -> new Delivery.Refused("Slack says " + error.code());
      case PASSING ->
          new Delivery.Later(backOff(channel, UNREACHABLE), "Slack says " + error.code());
    };
  }

  private Duration backOff(String channel, Duration first) {
    int before = failures.merge(channel, 1, Integer::sum) - 1;
    return first.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS));
  }

  private Optional<String> link(String channel, Message message, String ts) {
    if (message.place() != Message.Place.CHANNEL) {
      return Optional.empty();
    }
    SlackApi.Result<ChatGetPermalinkResponse> answer =
        parts.api().ask(c -> c.chatGetPermalink(r -> r.channel(channel).messageTs(ts)));
    return answer instanceof SlackApi.Result.Done<ChatGetPermalinkResponse>(var response)
        ? Optional.ofNullable(response.getPermalink())
        : Optional.empty();
  }

  @Override
  public Optional<String> find(String channel, String key) {
    return certainlyNot.remove(key) ? Optional.empty() : parts.timeline().find(channel, key);
  }

  @Override
  public boolean mergesProgress() {
    return true;
  }

  @Override
  public Health health() {
    return parts.health().health();
  }

  @Override
  public Optional<ChatHistory> history() {
    return Optional.of(parts.history());
  }

  @Override
  public Optional<ChatGroups> groups() {
    return Optional.of(parts.groups());
  }
}
