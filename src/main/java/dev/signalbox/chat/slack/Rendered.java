package dev.signalbox.chat.slack;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.ConfirmationDialogObject;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.composition.TextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A message in Block Kit, within Slack's limits: at most 50 blocks, 3,000 characters of a section,
 * 150 of a header, and about 13,000 in all.
 *
 * @param text what is shown where blocks are not, as in a notification
 */
record Rendered(String text, List<LayoutBlock> blocks) {
  static final int SECTION = 2_900;
  private static final int HEADER = 150;
  private static final int CONTEXT = 1_900;
  private static final int ALL = 11_500;
  private static final int TEXT = 3_000;
  private static final int LABEL = 70;
  private static final int VALUE = 1_900;
  private static final int MOST_BLOCKS = 48;

  Rendered {
    blocks = List.copyOf(blocks);
  }

  /** Puts blocks below each other until there is no more room. */
  static final class Sheet {
    private final List<LayoutBlock> blocks = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int left = ALL;

    /** A line in large letters; what does not fit goes on below. */
    Sheet header(String plain) {
      String shown = SlackText.cut(SlackText.plain(plain), HEADER);
      blocks.add(
          HeaderBlock.builder()
              .text(PlainTextObject.builder().text(shown).emoji(false).build())
              .build());
      left -= shown.length();
      return read(plain);
    }

    /** Markup, escaped already, cut to one section. */
    Sheet section(String markup) {
      return section(markup, markup);
    }

    private Sheet section(String markup, String said) {
      String shown = SlackText.cut(markup, Math.clamp(left, 2, SECTION));
      if (markup.isBlank() || left <= 1 || blocks.size() >= MOST_BLOCKS) {
        return this;
      }
      blocks.add(SectionBlock.builder().text(markup(shown)).build());
      left -= shown.length();
      return read(said);
    }

    /** Lines of plain text, over several sections where one is too short, and how many are left. */
    Sheet lines(List<String> plain) {
      return lines(plain, UnaryOperator.identity());
    }

    /**
     * The same with markup of ours.
     *
     * @param style is given each line escaped
     */
    Sheet lines(List<String> plain, UnaryOperator<String> style) {
      StringBuilder part = new StringBuilder();
      int shown = 0;
      for (String line : plain) {
        String escaped = SlackText.cut(style.apply(SlackText.escaped(line)), SECTION);
        if (part.length() + escaped.length() + 1 > SECTION) {
          section(part.toString());
          part.setLength(0);
        }
        if (part.length() + escaped.length() + 1 > left - LABEL) {
          break;
        }
        part.append(part.isEmpty() ? "" : "\n").append(escaped);
        shown++;
      }
      if (shown < plain.size()) {
        part.append(part.isEmpty() ? "" : "\n")
            .append("… and ")
            .append(plain.size() - shown)
            .append(" more; /audit has all");
      }
      return section(part.toString());
    }

    /** Small letters. */
    Sheet context(String plain) {
      String shown = SlackText.cut(SlackText.escaped(plain), Math.clamp(left, 2, CONTEXT));
      if (!plain.isBlank() && left > 1 && blocks.size() < MOST_BLOCKS) {
        blocks.add(ContextBlock.builder().elements(List.of(markup(shown))).build());
        left -= shown.length();
        read(shown);
      }
      return this;
    }

    /** Things to press. */
    Sheet buttons(List<BlockElement> elements) {
      if (!elements.isEmpty()) {
        blocks.add(ActionsBlock.builder().elements(elements).build());
      }
      return this;
    }

    private Sheet read(String said) {
      if (text.length() < TEXT) {
        text.append(text.isEmpty() ? "" : "\n").append(said);
      }
      return this;
    }

    Rendered done() {
      return new Rendered(SlackText.cut(text.toString(), TEXT), blocks);
    }
  }

  /** Only the text, for a message whose blocks Slack does not take. */
  Rendered withoutBlocks() {
    return new Rendered(text, List.of());
  }

  /** Every word of the blocks. */
  static String words(List<LayoutBlock> blocks) {
    StringBuilder words = new StringBuilder();
    for (LayoutBlock block : blocks) {
      switch (block) {
        case HeaderBlock header when header.getText() != null ->
            words.append(header.getText().getText());
        case SectionBlock section when section.getText() != null ->
            words.append(section.getText().getText());
        case ContextBlock context ->
            context.getElements().stream()
                .filter(TextObject.class::isInstance)
                .forEach(e -> words.append(((TextObject) e).getText()));
        default -> {
          // Buttons say nothing about what happened.
        }
      }
      words.append('\n');
    }
    return words.toString();
  }

  /** Markup whose links and names are left alone. */
  static MarkdownTextObject markup(String escaped) {
    return MarkdownTextObject.builder().text(escaped).verbatim(true).build();
  }

  static PlainTextObject plain(String text, int most) {
    return PlainTextObject.builder()
        .text(SlackText.cut(SlackText.plain(text), most))
        .emoji(false)
        .build();
  }

  /** A button; one that is dangerous asks whether that is meant. */
  static ButtonElement button(String action, String label, String value, Look look) {
    ButtonElement.ButtonElementBuilder button =
        ButtonElement.builder()
            .actionId(action)
            .text(plain(label, LABEL))
            .value(SlackText.cut(value, VALUE));
    return switch (look) {
      case PLAIN -> button.build();
      case PRIMARY -> button.style("primary").build();
      case DANGER -> button.style("danger").build();
      case ASKS_FIRST ->
          button
              .style("danger")
              .confirm(
                  ConfirmationDialogObject.builder()
                      .title(plain(label + "?", LABEL))
                      .text(plain("This says: " + value.strip(), LABEL * 3))
                      .confirm(plain(label, 30))
                      .deny(plain("No", 30))
                      .style("danger")
                      .build())
              .build();
    };
  }

  /** How a button looks. */
  enum Look {
    /** Like any. */
    PLAIN,
    /** Like what is asked for. */
    PRIMARY,
    /** Like something to think about. */
    DANGER,
    /** The same, and it asks first. */
    ASKS_FIRST
  }
}
