package dev.signalbox.chat.discord.strict;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The answers to what people do, by the interaction's token. */
final class InteractionRoutes {
  private static final int EPHEMERAL = 64;

  private final World world;
  private final MessageRoutes messages;

  InteractionRoutes(World world, MessageRoutes messages) {
    this.world = world;
    this.messages = messages;
  }

  Optional<JsonNode> answer(Request r) {
    if (r.is("POST", "interactions", "*", "*", "callback")) {
      return Optional.of(callback(r));
    }
    if (r.is("POST", "webhooks", "*", "*")) {
      return Optional.of(followUp(r));
    }
    if (r.is("PATCH", "webhooks", "*", "*", "messages", "*")) {
      Post post = post(r);
      Interaction interaction = byToken(r.at(2));
      messages.replace(post, r.json(), r.files());
      interaction.complete = true;
      return Optional.of(post.json(world));
    }
    if (r.is("GET", "webhooks", "*", "*", "messages", "*")) {
      return Optional.of(post(r).json(world));
    }
    if (r.is("DELETE", "webhooks", "*", "*", "messages", "*")) {
      Post post = post(r);
      post.room.posts.remove(post);
      byToken(r.at(2)).complete = true;
      return Optional.of(Json.object());
    }
    return Optional.empty();
  }

  private JsonNode callback(Request r) {
    Interaction interaction = world.interactions.get(r.at(1));
    if (interaction == null || !interaction.token.equals(r.at(2))) {
      throw Refusal.unknown(10062, "interaction");
    }
    Instant now = world.clock.instant();
    if (now.isAfter(interaction.at.plus(Interaction.FIRST_ANSWER))) {
      throw Refusal.unknown(10062, "interaction");
    }
    if (interaction.answeredAt != null) {
      throw new Refusal(400, 40060, "Interaction has already been acknowledged.");
    }
    int kind = r.json().path("type").asInt(0);
    take(interaction, kind, r.json().path("data"), r);
    interaction.answeredAt = now;
    interaction.kind = kind;
    return response(interaction, kind);
  }

  private void take(Interaction interaction, int kind, JsonNode data, Request r) {
    boolean component = interaction.data.path("type").asInt(0) == 3;
    switch (kind) {
      case 4 -> {
        interaction.message = said(interaction, data, r);
        interaction.complete = true;
      }
      case 5 -> {
        Post post = world.add(interaction.room, World.BOT, Json.object());
        post.ephemeral = (data.path("flags").asInt(0) & EPHEMERAL) != 0;
        interaction.message = post;
      }
      case 6, 7 -> {
        if (!component) {
          throw Refusal.invalid("type", "only a component's message can be updated");
        }
        interaction.message = pressed(interaction);
        if (kind == 7) {
          messages.replace(interaction.answer(), data, r.files());
        }
        interaction.complete = true;
      }
      case 8 -> {
        if (data.path("choices").size() > 25) {
          throw Refusal.invalid("data.choices", "Must be 25 or fewer in length.");
        }
        interaction.choices =
            Json.each(data.path("choices"))
                .peek(c -> MessageRules.required("data.choices", Json.text(c, "name"), 100))
                .map(c -> Json.text(c, "value"))
                .toList();
        interaction.complete = true;
      }
      case 9 -> {
        modal(data);
        interaction.modal = Optional.of(data);
        interaction.complete = true;
      }
      default -> throw Refusal.invalid("type", "there is no callback " + kind);
    }
  }

  private @Nullable Post pressed(Interaction interaction) {
    String id = Json.text(interaction.data.path("message"), "id");
    return interaction.room.post(id).orElse(null);
  }

  private static void modal(JsonNode data) {
    MessageRules.required("data.custom_id", Json.text(data, "custom_id"), 100);
    MessageRules.required("data.title", Json.text(data, "title"), 45);
    JsonNode rows = data.path("components");
    if (rows.isEmpty() || rows.size() > 5) {
      throw Refusal.invalid("data.components", "Must be between 1 and 5 in length.");
    }
    for (JsonNode row : rows) {
      boolean labelled = row.path("type").asInt(0) == 18;
      JsonNode input = labelled ? row.path("component") : row.path("components").path(0);
      String label = Json.text(labelled ? row : input, "label");
      MessageRules.required("data.components.label", label, 45);
      MessageRules.required("data.components.custom_id", Json.text(input, "custom_id"), 100);
      MessageRules.longest("data.components.value", Json.text(input, "value"), 4000);
      MessageRules.longest("data.components.placeholder", Json.text(input, "placeholder"), 100);
    }
  }

  private Post said(Interaction interaction, JsonNode data, Request r) {
    MessageRules.check(data);
    if (MessageRules.isEmpty(data, !r.files().isEmpty())) {
      throw new Refusal(400, 50006, "Cannot send an empty message");
    }
    Post post = world.add(interaction.room, World.BOT, Json.object());
    post.ephemeral = (data.path("flags").asInt(0) & EPHEMERAL) != 0;
    messages.replace(post, data, r.files());
    post.edited = false;
    return post;
  }

  private JsonNode followUp(Request r) {
    Interaction interaction = byToken(r.at(2));
    if (interaction.answeredAt == null) {
      throw Refusal.unknown(10015, "Webhook");
    }
    Post post = said(interaction, r.json(), r);
    interaction.followUps.add(post);
    return post.json(world);
  }

  private Post post(Request r) {
    Interaction interaction = byToken(r.at(2));
    if (r.at(4).equals("@original")) {
      return Optional.ofNullable(interaction.message)
          .orElseThrow(() -> Refusal.unknown(10008, "Message"));
    }
    return world.post(interaction.room, r.at(4));
  }

  private Interaction byToken(String token) {
    return world.interactions.values().stream()
        .filter(i -> i.token.equals(token))
        .filter(i -> world.clock.instant().isBefore(i.at.plus(Interaction.TOKEN)))
        .findFirst()
        .orElseThrow(() -> new Refusal(401, 50027, "Invalid Webhook Token"));
  }

  private JsonNode response(Interaction interaction, int kind) {
    ObjectNode json = Json.object();
    json.putObject("interaction")
        .put("id", interaction.id)
        .put("type", interaction.data.path("type").asInt(0))
        .put("response_message_loading", kind == 5)
        .put("response_message_ephemeral", interaction.isForThemAlone());
    ObjectNode resource = json.putObject("resource").put("type", kind);
    Post post = interaction.message;
    if (post != null) {
      resource.set("message", post.json(world));
    }
    return json;
  }
}
