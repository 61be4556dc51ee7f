package dev.signalbox.chat.discord;

import dev.signalbox.command.Slot;
import dev.signalbox.command.Verb;
import dev.signalbox.deployment.Strategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.Command.Choice;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandData;

/** The slash commands: one for each verb, with a typed option for each of its slots. */
final class CommandSet {
  static final String VERSION = "version";
  static final String STRATEGY = "strategy";
  static final String EVERYTHING = "everything";
  static final String DEPLOYMENT = "deployment";
  static final String COUNT = "count";
  static final String APPLICATION = "app";
  static final String STAGE = "stage";
  static final String COMMAND = "command";
  static final String REASON = "reason";
  static final String TIME = "for";
  static final String FORMAT = "format";
  static final String SHOW = "show";
  static final String VERIFY = "verify";
  static final String EXPORT = "export";

  private static final int LONGEST_DESCRIPTION = 100;
  private static final int LONGEST_REASON = 500;
  private static final int MOST_CHOICES = 25;

  private final List<String> applications;
  private final List<String> stages;

  CommandSet(List<String> applications, List<String> stages) {
    this.applications = applications.stream().sorted().toList();
    this.stages = stages.stream().sorted().toList();
  }

  /** All of them, as they are registered. */
  List<CommandData> commands() {
    return Arrays.stream(Verb.values()).<CommandData>map(this::command).toList();
  }

  private SlashCommandData command(Verb verb) {
    SlashCommandData command =
        Commands.slash(verb.word(), described(verb.summary()))
            .setContexts(InteractionContextType.GUILD);
    return verb.takes(Slot.AUDIT)
        ? command.addSubcommands(audit())
        : command.addOptions(options(verb));
  }

  private List<OptionData> options(Verb verb) {
    List<OptionData> options = new ArrayList<>(verb.slots().stream().map(this::option).toList());
    // Discord wants those first that are needed.
    options.sort(Comparator.comparing(option -> !option.isRequired()));
    return options;
  }

  private OptionData option(Slot slot) {
    return switch (slot) {
      case VERSION -> text(VERSION, "what to deploy", true).setAutoComplete(true);
      case STRATEGY -> text(STRATEGY, "the way it is deployed", false).addChoices(strategies());
      case EVERYTHING ->
          new OptionData(OptionType.BOOLEAN, EVERYTHING, "every application in every stage");
      case ID -> deployment();
      case COUNT -> new OptionData(OptionType.INTEGER, COUNT, "how many").setRequiredRange(1, 100);
      case APPLICATION -> named(APPLICATION, "which application", applications);
      case STAGE -> named(STAGE, "which stage", stages);
      case TOPIC -> named(COMMAND, "which command", Verb.words());
      case WHY -> text(REASON, "why", true).setMaxLength(LONGEST_REASON);
      case WHY_OPTIONAL -> text(REASON, "why", false).setMaxLength(LONGEST_REASON);
      case TIME -> text(TIME, "how long, such as 2h or 3d", false).setMaxLength(20);
      case AUDIT -> throw new IllegalArgumentException("what is done to the journal has commands");
    };
  }

  private static List<SubcommandData> audit() {
    return List.of(
        new SubcommandData(SHOW, "reads the journal").addOptions(deployment()),
        new SubcommandData(VERIFY, "checks the journal's chain and the copies in this channel"),
        new SubcommandData(EXPORT, "writes the journal out")
            .addOptions(named(FORMAT, "as what", List.of("csv", "jsonl")).setRequired(true))
            .addOptions(deployment()));
  }

  private static OptionData deployment() {
    return new OptionData(
            OptionType.INTEGER, DEPLOYMENT, "its number; the one meant here if left out")
        .setMinValue(1)
        .setAutoComplete(true);
  }

  private static OptionData named(String name, String description, List<String> values) {
    OptionData option = text(name, description, false);
    return values.size() <= MOST_CHOICES
        ? option.addChoices(values.stream().map(v -> new Choice(v, v)).toList())
        : option.setAutoComplete(true);
  }

  private static List<Choice> strategies() {
    return Arrays.stream(Strategy.values())
        .filter(strategy -> !strategy.isRollback())
        .map(strategy -> new Choice(strategy.word(), strategy.word()))
        .toList();
  }

  private static OptionData text(String name, String description, boolean needed) {
    return new OptionData(OptionType.STRING, name, described(description), needed);
  }

  private static String described(String text) {
    return Markdown.bare(text, LONGEST_DESCRIPTION);
  }
}
