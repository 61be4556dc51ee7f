package dev.signalbox.operation;

import dev.signalbox.access.Role;
import dev.signalbox.access.Verdict;
import dev.signalbox.command.Command;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.operation.Reception.Document;
import dev.signalbox.port.Journal;
import dev.signalbox.report.Tone;
import dev.signalbox.topology.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads, checks and exports the journal. */
final class ShowAudit {
  private static final int SHOWN = 40;
  private static final int FURTHEST = 5000;
  private static final int PAGE = 1000;

  private final Services services;
  private final Meaning meaning;

  ShowAudit(Services services, Meaning meaning) {
    this.services = services;
    this.meaning = meaning;
  }

  Answer show(Caller caller, Command.ShowAudit command) {
    Predicate<JournalEntry> visible = visible(caller);
    List<JournalEntry> entries =
        command
            .deployment()
            .map(id -> services.stores().journal().of(id))
            .orElseGet(() -> last(visible));
    List<String> lines = entries.stream().filter(visible).map(AuditLines::text).toList();
    Journal.Head head = services.stores().journal().head();
    String text =
        String.format(
            Locale.ROOT,
            "%,d entries in all, head %s at %,d.",
            head.position(),
            head.hash().substring(0, 12),
            head.position());
    return Answer.said(Tone.NEUTRAL, lines.isEmpty() ? "Nothing to show. " + text : text, lines);
  }

  /** The last entries that the caller may see, however many others stand between them. */
  private List<JournalEntry> last(Predicate<JournalEntry> visible) {
    List<JournalEntry> seen = List.of();
    for (int back = SHOWN; seen.size() < SHOWN && back <= FURTHEST; back *= 5) {
      seen = services.stores().journal().last(back).stream().filter(visible).toList();
    }
    return seen.subList(Math.max(0, seen.size() - SHOWN), seen.size());
  }

  /** The chain of the journal, and the copies in the channel that this is asked in. */
  Answer verify(Caller caller) {
    return switch (services.stores().journal().verify()) {
      case Journal.Verification.Intact(long entries, String head) ->
          withCopies(
              caller,
              String.format(
                  Locale.ROOT,
                  "The journal is intact: %,d entries, head %s.",
                  entries,
                  head.substring(0, 12)));
      case Journal.Verification.Broken(long position, String reason) ->
          Answer.refused("THE JOURNAL IS BROKEN at entry " + position + ": " + reason);
    };
  }

  private Answer withCopies(Caller caller, String journal) {
    ChannelCopies.Found copies = services.copies().compare(caller.channel());
    return copies.intact()
        ? Answer.said(Tone.GOOD, journal, copies.lines())
        : Answer.said(Tone.BAD, journal + " The channel is not a true copy of it:", copies.lines());
  }

  Answer export(Caller caller, Command.ExportAudit command) {
    Predicate<JournalEntry> wanted = visible(caller).and(of(command.deployment()));
    StringBuilder text = new StringBuilder(512);
    boolean csv = command.format() == Command.ExportAudit.Format.CSV;
    if (csv) {
      text.append(AuditLines.CSV_HEADER).append("\r\n");
    }
    long written = 0;
    List<JournalEntry> page = services.stores().journal().after(0, PAGE);
    while (!page.isEmpty()) {
      for (JournalEntry entry : page.stream().filter(wanted).toList()) {
        text.append(csv ? AuditLines.csv(entry) + "\r\n" : AuditLines.json(entry) + "\n");
        written++;
      }
      page = services.stores().journal().after(page.getLast().position(), PAGE);
    }
    String format = csv ? "csv" : "jsonl";
    Document document =
        new Document(
            "signalbox-journal." + format,
            csv ? "text/csv;charset=utf-8" : "application/jsonl;charset=utf-8",
            text.toString());
    return new Answer(
        true,
        Tone.NEUTRAL,
        String.format(Locale.ROOT, "%,d entries as %s.", written, format),
        List.of(),
        Optional.of(document),
        command.deployment());
  }

  private static Predicate<JournalEntry> of(Optional<DeploymentId> deployment) {
    return e -> deployment.isEmpty() || deployment.equals(e.deployment());
  }

  /** What belongs to a lane is read by those who may read its stage, in a channel that tells it. */
  private Predicate<JournalEntry> visible(Caller caller) {
    List<Lane> readable = new ArrayList<>();
    for (Lane lane : meaning.lanes(caller.channel())) {
      if (services.access().may(caller.identity(), Role.READ, lane.stage())
          instanceof Verdict.Allowed) {
        readable.add(lane);
      }
    }
    return e ->
        !readable.isEmpty()
            && e.lane()
                .map(readable::contains)
                .orElseGet(() -> isOfHere(e.event(), caller.channel().name(), readable));
  }

  /** What belongs to no lane was said in some channel, or is about several lanes. */
  private static boolean isOfHere(JournalEvent event, String channel, List<Lane> readable) {
    return switch (event) {
      case JournalEvent.CommandAccepted said -> said.channel().equals(channel);
      case JournalEvent.CommandRefused said -> said.channel().equals(channel);
      case JournalEvent.MessageDelivered said -> said.channel().equals(channel);
      case JournalEvent.Held held -> readable.stream().anyMatch(held.hold().scope()::covers);
      case JournalEvent.Released held -> readable.stream().anyMatch(held.hold().scope()::covers);
      default -> true;
    };
  }
}
