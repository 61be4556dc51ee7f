package dev.signalbox.chat.discord.strict;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a message may be made of, by the published limits. */
final class MessageRules {
  private static final Set<String> KNOWN =
      Set.of(
          "content",
          "embeds",
          "components",
          "allowed_mentions",
          "attachments",
          "nonce",
          "enforce_nonce",
          "tts",
          "flags",
          "message_reference",
          "sticker_ids",
          "poll");
  private static final Set<String> EMBED =
      Set.of(
          "title",
          "type",
          "description",
          "url",
          "timestamp",
          "color",
          "footer",
          "image",
          "thumbnail",
          "author",
          "fields");
  private static final int ALL_EMBEDS = 6000;

  private MessageRules() {}

  /** Refuses what Discord would refuse. */
  static void check(JsonNode body) {
    body.propertyNames().stream()
        .filter(name -> !KNOWN.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw Refusal.invalid(name, "there is no such field");
            });
    longest("content", Json.text(body, "content"), 2000);
    longest("nonce", Json.text(body, "nonce"), 25);
    embeds(body.path("embeds"));
    components(body.path("components"));
    mentions(body.path("allowed_mentions"));
  }

  /** A message needs something in it. */
  static boolean isEmpty(JsonNode body, boolean files) {
    return Json.text(body, "content").isBlank()
        && body.path("embeds").isEmpty()
        && body.path("components").isEmpty()
        && !files;
  }

  private static void embeds(JsonNode embeds) {
    if (embeds.size() > 10) {
      throw Refusal.invalid("embeds", "Must be 10 or fewer in length.");
    }
    int all = 0;
    for (int i = 0; i < embeds.size(); i++) {
      all += embed("embeds." + i, embeds.get(i));
    }
    if (all > ALL_EMBEDS) {
      throw Refusal.invalid("embeds", "Embed size exceeds maximum size of 6000");
    }
  }

  private static int embed(String at, JsonNode embed) {
    embed.propertyNames().stream()
        .filter(name -> !EMBED.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw Refusal.invalid(at + "." + name, "there is no such field");
            });
    int size = longest(at + ".title", Json.text(embed, "title"), 256);
    size += longest(at + ".description", Json.text(embed, "description"), 4096);
    size += longest(at + ".footer.text", Json.text(embed.path("footer"), "text"), 2048);
    size += longest(at + ".author.name", Json.text(embed.path("author"), "name"), 256);
    long color = embed.path("color").asLong(0);
    if (color < 0 || color > 0xFF_FFFF) {
      throw Refusal.invalid(at + ".color", "int value should be less than or equal to 16777215.");
    }
    for (String place : List.of("url", "image", "thumbnail")) {
      url(at + "." + place, embed.path(place));
    }
    JsonNode fields = embed.path("fields");
    if (fields.size() > 25) {
      throw Refusal.invalid(at + ".fields", "Must be 25 or fewer in length.");
    }
    for (int i = 0; i < fields.size(); i++) {
      String field = at + ".fields." + i;
      size += required(field + ".name", Json.text(fields.get(i), "name"), 256);
      size += required(field + ".value", Json.text(fields.get(i), "value"), 1024);
    }
    if (size == 0 && embed.path("image").isMissingNode()) {
      throw new Refusal(400, 50006, "Cannot send an empty message");
    }
    return size;
  }

  private static void url(String at, JsonNode node) {
    String url = node.isObject() ? Json.text(node, "url") : node.asString("");
    if (!url.isEmpty() && !url.matches("(https?|attachment)://.{1,2000}")) {
      throw Refusal.invalid(at, "Not a well formed URL.");
    }
  }

  private static void components(JsonNode rows) {
    if (rows.size() > 5) {
      throw Refusal.invalid("components", "Must be between 1 and 5 in length.");
    }
    Set<String> ids = new HashSet<>();
    for (int r = 0; r < rows.size(); r++) {
      if (rows.get(r).path("type").asInt(0) != 1) {
        throw Refusal.invalid("components." + r + ".type", "Value of field \"type\" must be 1.");
      }
      JsonNode buttons = rows.get(r).path("components");
      if (buttons.isEmpty() || buttons.size() > 5) {
        throw Refusal.invalid(
            "components." + r + ".components", "Must be between 1 and 5 in length.");
      }
      for (int b = 0; b < buttons.size(); b++) {
        button("components." + r + ".components." + b, buttons.get(b), ids);
      }
    }
  }

  private static void button(String at, JsonNode button, Set<String> ids) {
    if (button.path("type").asInt(0) != 2) {
      throw Refusal.invalid(at + ".type", "only buttons are known here");
    }
    int style = button.path("style").asInt(0);
    if (style < 1 || style > 5) {
      throw Refusal.invalid(at + ".style", "Value must be one of (1, 2, 3, 4, 5).");
    }
    longest(at + ".label", Json.text(button, "label"), 80);
    if (Json.text(button, "label").isEmpty() && button.path("emoji").isMissingNode()) {
      throw Refusal.invalid(at + ".label", "A button must have a label or an emoji.");
    }
    if (style == 5) {
      url(at + ".url", button.path("url"));
      return;
    }
    required(at + ".custom_id", Json.text(button, "custom_id"), 100);
    if (!ids.add(Json.text(button, "custom_id"))) {
      throw Refusal.invalid(at + ".custom_id", "Component custom id cannot be duplicated");
    }
  }

  private static void mentions(JsonNode mentions) {
    for (String kind : List.of("users", "roles")) {
      boolean parsed = Json.each(mentions.path("parse")).anyMatch(p -> p.asString().equals(kind));
      if (parsed && !mentions.path(kind).isEmpty()) {
        throw Refusal.invalid(
            "allowed_mentions", "parse:[\"" + kind + "\"] and " + kind + " are mutually exclusive");
      }
      if (mentions.path(kind).size() > 100) {
        throw Refusal.invalid("allowed_mentions." + kind, "Must be 100 or fewer in length.");
      }
    }
  }

  static int required(String field, String text, int most) {
    if (text.isBlank()) {
      throw Refusal.invalid(field, "This field is required");
    }
    return longest(field, text, most);
  }

  /** The length in characters as Discord counts them. */
  static int longest(String field, String text, int most) {
    int length = text.codePointCount(0, text.length());
    if (length > most) {
      throw Refusal.invalid(field, "Must be " + most + " or fewer in length.");
    }
    return length;
  }
}
