package dev.signalbox.operation;

import dev.signalbox.access.Role;
import dev.signalbox.access.Verdict;
import dev.signalbox.command.Command;
import dev.signalbox.command.HelpText;
import dev.signalbox.command.Verb;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.report.Tone;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says who one is here and what one may do, and explains the commands. */
final class Explain {
  private final Services services;
  private final Meaning meaning;

  Explain(Services services, Meaning meaning) {
    this.services = services;
    this.meaning = meaning;
  }

  Answer whoAmI(Caller caller) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "accounts: "
            + caller.person().identities().stream()
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining(", ")));
    meaning.lanes(caller.channel()).stream()
        .map(Lane::stage)
        .distinct()
        .forEach(stage -> lines.add(stage + ": " + roles(caller, stage)));
    return Answer.said(
        Tone.NEUTRAL,
        "You are "
            + caller.person().name()
            + " ("
            + caller.identity()
            + ") in "
            + caller.channel().name()
            + ".",
        lines);
  }

  private String roles(Caller caller, Stage stage) {
    String roles =
        Arrays.stream(Role.values())
            .filter(
                r -> services.access().may(caller.identity(), r, stage) instanceof Verdict.Allowed)
            .map(r -> r.name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .collect(Collectors.joining(", "));
    return roles.isEmpty() ? "nothing" : roles;
  }

  Answer help(Command.Help command) {
    List<String> lines = new ArrayList<>(HelpText.of(command.topic()));
    if (command.topic().flatMap(Verb::of).isPresent()) {
      return Answer.said(Tone.NEUTRAL, lines.getFirst(), lines.subList(1, lines.size()));
    }
    lines.addAll(services.hints());
    return Answer.said(Tone.NEUTRAL, "All commands; /help <command> explains one:", lines);
  }
}
