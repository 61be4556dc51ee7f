package dev.signalbox.chat.discord.strict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Something that a person did that waits for an answer. */
public final class Interaction {
  static final Duration FIRST_ANSWER = Duration.ofSeconds(3);
  static final Duration TOKEN = Duration.ofMinutes(15);

  final String id;
  final String token;
  final Room room;
  final Instant at;
  final ObjectNode data;
  @Nullable Post message;
  int kind;
  @Nullable Instant answeredAt;
  Optional<JsonNode> modal = Optional.empty();
  List<String> choices = List.of();
  final List<Post> followUps = new ArrayList<>();
  boolean complete;

  Interaction(String id, Room room, Instant at, ObjectNode data) {
    this.id = id;
    this.token = "token-of-" + id;
    this.room = room;
    this.at = at;
    this.data = data;
  }

  /** What the person reads now; empty before the answer. */
  public String text() {
    Post answer = message;
    return answer == null ? "" : answer.visible();
  }

  /** Whether only the person sees the answer. */
  public boolean isForThemAlone() {
    Post answer = message;
    return answer != null && answer.ephemeral;
  }

  /** Whether it was answered at all, be it with the promise of more. */
  public boolean isAcknowledged() {
    return answeredAt != null;
  }

  /** The answer as a message. */
  public Post answer() {
    Post answer = message;
    if (answer == null) {
      throw new AssertionError("there is no answer");
    }
    return answer;
  }

  /** Further messages to the person. */
  public List<Post> followUps() {
    return List.copyOf(followUps);
  }

  /** The form that was opened. */
  public Optional<JsonNode> modal() {
    return modal;
  }

  /** What was offered while typing. */
  public List<String> choices() {
    return List.copyOf(choices);
  }

  /** The time until the first answer. */
  public Duration firstAnswerAfter() {
    Instant answered = answeredAt;
    if (answered == null) {
      throw new AssertionError("there was no answer");
    }
    return Duration.between(at, answered);
  }
}
