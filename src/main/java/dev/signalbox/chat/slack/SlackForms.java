package dev.signalbox.chat.slack;

import com.slack.api.methods.response.views.ViewsOpenResponse;
import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.block.element.StaticSelectElement;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewClose;
import com.slack.api.model.view.ViewState;
import com.slack.api.model.view.ViewSubmit;
import com.slack.api.model.view.ViewTitle;
import dev.signalbox.command.DeployForm;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.report.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Forms: what to deploy, the plan to confirm, and why something is refused. */
final class SlackForms {
  /** The form that asks what to deploy. */
  static final String DEPLOY = "signalbox.deploy";

  /** The form that shows the plan. */
  static final String CONFIRM = "signalbox.confirm";

  /** The form that asks for a reason. */
  static final String REASON = "signalbox.reason";

  private static final String VALUE = "value";
  private static final int MOST_OPTIONS = 100;
  private static final int LONGEST_REASON = 400;

  private SlackForms() {}

  /**
   * What a form remembers while it is open.
   *
   * @param channel the configured channel's name
   * @param line what to say; of a reason its beginning
   */
  record Memory(String channel, String line) {
    String text() {
      return channel + "\n" + line;
    }

    static Memory of(String text) {
      int end = text.indexOf('\n');
      return end < 0
          ? new Memory(text, "")
          : new Memory(text.substring(0, end), text.substring(end + 1));
    }
  }

  static View deploy(String channel, DeployForm.Choices choices) {
    List<LayoutBlock> blocks = new ArrayList<>();
    blocks.add(input("version", "Version", false, text("v2", 64)));
    blocks.add(select("application", "Application", choices.applications(), choices.application()));
    blocks.add(select("stage", "Stage", choices.stages(), choices.stage()));
    List<String> strategies = new ArrayList<>(List.of(DeployForm.USUAL));
    strategies.addAll(choices.strategies());
    blocks.add(select("strategy", "Strategy", strategies, Optional.of(DeployForm.USUAL)));
    return view(DEPLOY, "Deploy", "Show the plan", new Memory(channel, ""), blocks);
  }

  /** What stands in the form that asks what to deploy. */
  static DeployForm filled(View view) {
    return new DeployForm(
        written(view, "version"),
        written(view, "application"),
        written(view, "stage"),
        written(view, "strategy"));
  }

  /** While the plan is made, which asks the machines. */
  static View planning(String channel) {
    return view(
        CONFIRM, "Plan", "", new Memory(channel, ""), List.of(section("The plan is being made…")));
  }

  /** The plan, to be confirmed; or why there is none. */
  static View plan(String channel, String line, Answer answer) {
    Tone tone = answer.accepted() ? answer.tone() : Tone.BAD;
    Rendered plan =
        new Rendered.Sheet()
            .section(tone.sign() + " " + SlackText.escaped(answer.text()))
            .lines(answer.details())
            .done();
    return view(
        CONFIRM,
        "Plan",
        answer.accepted() ? "Deploy" : "",
        new Memory(channel, answer.accepted() ? line : ""),
        plan.blocks());
  }

  static View reason(String channel, String line) {
    PlainTextInputElement element = text("the login page looks wrong", LONGEST_REASON);
    element.setMultiline(true);
    return view(
        REASON,
        "Why?",
        "Say it",
        new Memory(channel, line),
        List.of(
            section("This says *" + SlackText.escaped(line.strip()) + "* with your reason."),
            input("reason", "Reason", false, element)));
  }

  /** What was written or chosen. */
  static String written(View view, String block) {
    Map<String, Map<String, ViewState.Value>> values =
        view.getState() == null ? Map.of() : view.getState().getValues();
    ViewState.Value value = values.getOrDefault(block, Map.of()).get(VALUE);
    if (value == null) {
      return "";
    }
    return value.getSelectedOption() != null
        ? SlackApi.orEmpty(value.getSelectedOption().getValue())
        : SlackApi.orEmpty(value.getValue());
  }

  /** Opens a form; false when Slack does not. */
  static boolean open(SlackApi api, String trigger, View view) {
    return api.ask(client -> client.viewsOpen(r -> r.triggerId(trigger).view(view)))
        instanceof SlackApi.Result.Done<ViewsOpenResponse>;
  }

  private static View view(
      String id, String title, String submit, Memory memory, List<LayoutBlock> blocks) {
    View.ViewBuilder view =
        View.builder()
            .type("modal")
            .callbackId(id)
            .title(ViewTitle.builder().type("plain_text").text(title).build())
            .close(ViewClose.builder().type("plain_text").text("Cancel").build())
            .privateMetadata(SlackText.cut(memory.text(), 2_900))
            .blocks(blocks);
    return submit.isEmpty()
        ? view.build()
        : view.submit(ViewSubmit.builder().type("plain_text").text(submit).build()).build();
  }

  private static SectionBlock section(String markup) {
    return SectionBlock.builder().text(Rendered.markup(markup)).build();
  }

  private static PlainTextInputElement text(String example, int longest) {
    return PlainTextInputElement.builder()
        .actionId(VALUE)
        .maxLength(longest)
        .placeholder(Rendered.plain(example, 150))
        .build();
  }

  private static InputBlock input(
      String id, String label, boolean optional, PlainTextInputElement element) {
    return InputBlock.builder()
        .blockId(id)
        .label(Rendered.plain(label, 100))
        .optional(optional)
        .element(element)
        .build();
  }

  private static InputBlock select(
      String id, String label, List<String> choices, Optional<String> initial) {
    List<OptionObject> options =
        choices.stream().limit(MOST_OPTIONS).map(SlackForms::option).toList();
    StaticSelectElement.StaticSelectElementBuilder element =
        StaticSelectElement.builder().actionId(VALUE).options(options);
    initial.filter(choices::contains).map(SlackForms::option).ifPresent(element::initialOption);
    return InputBlock.builder()
        .blockId(id)
        .label(Rendered.plain(label, 100))
        .element(element.build())
        .build();
  }

  private static OptionObject option(String value) {
    return OptionObject.builder().text(Rendered.plain(value, 75)).value(value).build();
  }
}
