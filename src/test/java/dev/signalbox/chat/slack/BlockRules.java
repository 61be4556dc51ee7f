package dev.signalbox.chat.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What Slack's reference says of blocks, as far as we use them. */
final class BlockRules {
  private static final int ALL = 13_200;

  private int characters;
  private final Set<String> actions = new HashSet<>();
  private Optional<String> wrong = Optional.empty();

  private BlockRules() {}

  /** Slack's error for these blocks of a message, with what is wrong. */
  static Optional<String> ofMessage(JsonArray blocks) {
    return of(blocks, 50);
  }

  /** Slack's error for a modal. */
  static Optional<String> ofModal(JsonObject view) {
    BlockRules rules = new BlockRules();
    rules.text(view.getAsJsonObject("title"), 24, "title");
    if (view.has("submit")) {
      rules.text(view.getAsJsonObject("submit"), 24, "submit");
    }
    rules.most(view.get("private_metadata").getAsString(), 3_000, "private_metadata");
    return rules.wrong.isPresent() ? rules.wrong : of(view.getAsJsonArray("blocks"), 100);
  }

  private static Optional<String> of(JsonArray blocks, int most) {
    BlockRules rules = new BlockRules();
    rules.require(blocks.size() <= most, "more than " + most + " blocks");
    blocks.forEach(block -> rules.block(block.getAsJsonObject()));
    return rules.wrong.isEmpty() && rules.characters > ALL
        ? Optional.of("msg_blocks_too_long")
        : rules.wrong;
  }

  private void block(JsonObject block) {
    switch (block.get("type").getAsString()) {
      case "header" -> text(block.getAsJsonObject("text"), 150, "header");
      case "section" -> text(block.getAsJsonObject("text"), 3_000, "section");
      case "context" -> {
        JsonArray elements = block.getAsJsonArray("elements");
        require(!elements.isEmpty() && elements.size() <= 10, "elements of a context");
        elements.forEach(e -> text(e.getAsJsonObject(), 2_000, "context"));
      }
      case "actions" -> {
        JsonArray elements = block.getAsJsonArray("elements");
        require(!elements.isEmpty() && elements.size() <= 25, "elements of actions");
        elements.forEach(this::button);
      }
      case "input" -> input(block);
      default -> require(false, "a block of type " + block.get("type"));
    }
  }

  private void input(JsonObject block) {
    text(block.getAsJsonObject("label"), 2_000, "label");
    JsonObject element = block.getAsJsonObject("element");
    if (element.get("type").getAsString().equals("static_select")) {
      JsonArray options = element.getAsJsonArray("options");
      require(!options.isEmpty() && options.size() <= 100, "options");
      for (JsonElement option : options) {
        text(option.getAsJsonObject().getAsJsonObject("text"), 75, "option");
        most(option.getAsJsonObject().get("value").getAsString(), 150, "value of an option");
      }
      require(
          !element.has("initial_option")
              || options.asList().contains(element.get("initial_option")),
          "an initial option that is none of the options");
    }
  }

  private void button(JsonElement element) {
    JsonObject button = element.getAsJsonObject();
    require(button.get("type").getAsString().equals("button"), "an element that is no button");
    text(button.getAsJsonObject("text"), 75, "button");
    most(button.get("value").getAsString(), 2_000, "value of a button");
    require(actions.add(button.get("action_id").getAsString()), "an action twice");
    if (button.has("confirm")) {
      JsonObject confirm = button.getAsJsonObject("confirm");
      text(confirm.getAsJsonObject("title"), 100, "title of a question");
      text(confirm.getAsJsonObject("text"), 300, "question");
      text(confirm.getAsJsonObject("confirm"), 30, "yes");
      text(confirm.getAsJsonObject("deny"), 30, "no");
    }
  }

  private void text(JsonObject text, int most, String what) {
    String type = text.get("type").getAsString();
    require(type.equals("plain_text") || type.equals("mrkdwn"), what + " of type " + type);
    String said = text.get("text").getAsString();
    require(!said.isEmpty(), what + " without text");
    characters += said.length();
    most(said, most, what);
  }

  private void most(String text, int most, String what) {
    require(text.length() <= most, what + " longer than " + most);
  }

  private void require(boolean holds, String otherwise) {
    if (!holds && wrong.isEmpty()) {
      wrong = Optional.of("invalid_blocks: " + otherwise);
    }
  }
}
