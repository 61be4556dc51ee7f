package dev.signalbox.report;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.WarmUpReport;
import dev.signalbox.report.Message.Content;
import dev.signalbox.report.Message.Notice;
import dev.signalbox.report.Message.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the messages that one journal entry becomes. */
final class Telling {
  private final JournalEntry entry;
  private final Optional<DeploymentId> deployment;
  private final List<Message> messages = new ArrayList<>();

  Telling(JournalEntry entry, Optional<DeploymentId> deployment) {
    this.entry = entry;
    this.deployment = deployment;
  }

  JournalEntry entry() {
    return entry;
  }

  /** Where the chain stood: whoever has the journal can check it against what was said here. */
  String chain() {
    return "journal " + entry.position() + " " + entry.hash().substring(0, 12);
  }

  void inChannel(Tone tone, String text, List<String> details, List<String> mentions) {
    notice(Place.CHANNEL, new Notice(tone, text, details, Optional.empty()), mentions);
  }

  void inThread(Tone tone, String text, List<String> details) {
    inThread(tone, text, details, Optional.empty());
  }

  /** Without a deployment there is no card whose thread it could stand in. */
  void inThread(Tone tone, String text, List<String> details, Optional<WarmUpReport> plot) {
    if (deployment.isPresent()) {
      notice(Place.THREAD, new Notice(tone, text, details, plot), List.of());
    }
  }

  void inChannel(String key, Content content, List<String> mentions) {
    messages.add(new Message(key, entry.position(), Place.CHANNEL, deployment, content, mentions));
  }

  List<Message> messages() {
    return List.copyOf(messages);
  }

  private void notice(Place place, Notice notice, List<String> mentions) {
    String key = "entry:" + entry.position() + ":" + messages.size();
    messages.add(new Message(key, entry.position(), place, deployment, notice, mentions));
  }
}
