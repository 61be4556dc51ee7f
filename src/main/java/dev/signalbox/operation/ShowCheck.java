package dev.signalbox.operation;

import dev.signalbox.access.Role;
import dev.signalbox.access.Verdict;
import dev.signalbox.command.Command;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.port.Inspectable;
import dev.signalbox.report.Tone;
import dev.signalbox.topology.Lane;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tries everything that can be tried without changing anything, and says what to mend. */
final class ShowCheck {
  private final Services services;
  private final Meaning meaning;

  ShowCheck(Services services, Meaning meaning) {
    this.services = services;
    this.meaning = meaning;
  }

  Answer check(Caller caller, Command.Check command) {
    Map<String, Inspectable> subjects = new LinkedHashMap<>();
    for (Lane lane : meaning.lanes(caller.channel(), command.where())) {
      if (services.access().may(caller.identity(), Role.READ, lane.stage())
          instanceof Verdict.Allowed) {
        subjects.put(lane.toString(), services.inspections().of(lane));
      }
    }
    if (subjects.isEmpty()) {
      return Answer.refused("there is no lane here that you may look at");
    }
    subjects.putAll(services.inspections().besides());
    CheckReport report = CheckReport.of(subjects);
    return Answer.said(report.isGood() ? Tone.GOOD : Tone.BAD, report.summary(), report.lines());
  }
}
