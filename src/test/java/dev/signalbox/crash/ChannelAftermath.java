package dev.signalbox.crash;

import dev.signalbox.access.AccessRules;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent.MessageDelivered;
import dev.signalbox.port.ChannelArchive.Content.Posted;
import dev.signalbox.port.ChannelArchive.Entry;
import dev.signalbox.process.WholeBot;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Place;
import dev.signalbox.report.Narration;
import dev.signalbox.report.Story;
import dev.signalbox.store.Stores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds what stands in the channel against the journal, told once more from its beginning: nothing
 * missing, nothing twice, each message in its last revision.
 */
record ChannelAftermath(Stores stores, AccessRules access, Problems problems) {
  private static final int ALL = 100_000;

  void check() {
    Map<String, Message> expected = told();
    Map<String, Message> seen = posted();
    expected.keySet().stream()
        .filter(key -> !seen.containsKey(key))
        .forEach(key -> problems.expect("missing: " + expected.get(key), false));
    seen.forEach(
        (key, message) ->
            problems.expect(
                "message " + key, Optional.ofNullable(expected.get(key)), Optional.of(message)));
    problems.expect("left to deliver", 0, stores.outbox().backlog(WholeBot.CHANNEL));
    List<String> inChannel =
        expected.values().stream()
            .filter(it -> it.place() == Place.CHANNEL)
            .map(Message::key)
            .sorted()
            .toList();
    problems.expect("deliveries in the journal", inChannel, deliveries());
  }

  private Map<String, Message> told() {
    Narration narration = new Narration(_ -> access.onDuty());
    Map<DeploymentId, List<JournalEntry>> past = new HashMap<>();
    Map<String, Message> told = new LinkedHashMap<>();
    for (JournalEntry entry : stores.journal().after(0, ALL)) {
      Optional<Story> story =
          Narration.subject(entry)
              .flatMap(
                  id -> {
                    List<JournalEntry> entries = past.computeIfAbsent(id, _ -> new ArrayList<>());
                    entries.add(entry);
                    return Story.of(entries);
                  });
      narration.tell(entry, story).forEach(message -> told.put(message.key(), message));
    }
    return told;
  }

  private Map<String, Message> posted() {
    List<Entry> entries = stores.channels().after(WholeBot.CHANNEL, 0, ALL);
    return entries.stream()
        .filter(it -> it.content() instanceof Posted)
        .map(it -> ((Posted) it.content()).message())
        .collect(Collectors.toMap(Message::key, Function.identity()));
  }

  private List<String> deliveries() {
    return stores.journal().after(0, ALL).stream()
        .map(JournalEntry::event)
        .filter(MessageDelivered.class::isInstance)
        .map(it -> ((MessageDelivered) it).key())
        .sorted()
        .toList();
  }
}
