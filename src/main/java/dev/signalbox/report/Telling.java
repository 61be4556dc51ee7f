package dev.signalbox.report;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.JournalEntry;
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
    notice(Place.CHANNEL, new Notice(tone, text, details), mentions, List.of());
  }

  void inThread(Tone tone, String text, List<String> details) {
    inThread(tone, text, details, List.of());
  }

  /** Without a deployment there is no card whose thread it could stand in. */
  void inThread(Tone tone, String text, List<String> details, List<Attachment> attachments) {
    if (deployment.isPresent()) {
      notice(Place.THREAD, new Notice(tone, text, details), List.of(), attachments);
    }
  }

  void inChannel(String key, Content content, List<String> mentions, List<Attachment> attachments) {
    add(key, Place.CHANNEL, content, mentions, attachments);
  }

  List<Message> messages() {
    return List.copyOf(messages);
  }

  private void notice(
      Place place, Notice notice, List<String> mentions, List<Attachment> attachments) {
    String key = "entry:" + entry.position() + ":" + messages.size();
    add(key, place, notice, mentions, attachments);
  }

  private void add(
      String key,
      Place place,
      Content content,
      List<String> mentions,
      List<Attachment> attachments) {
    messages.add(
        new Message(key, entry.position(), place, deployment, content, mentions, attachments));
  }
}
