package dev.signalbox.report;

import dev.signalbox.deployment.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is said of played deployments, for tests of what platforms make of it. */
public final class Told {
  private Told() {}

  /** What one entry of the journal becomes, and when it was appended. */
  public record At(Instant at, List<Message> messages) {}

  /** Every message, in its order; a card or a prompt once for each of its revisions. */
  public static List<Message> of(List<JournalEntry> entries) {
    return byEntry(entries).stream().flatMap(at -> at.messages().stream()).toList();
  }

  /** The same, entry by entry. */
  public static List<At> byEntry(List<JournalEntry> entries) {
    Narration narration = new Narration(_ -> List.of("night-shift"));
    List<At> told = new ArrayList<>();
    Optional<Story> story = Optional.empty();
    for (JournalEntry entry : entries) {
      if (story.isEmpty()) {
        story = Story.of(List.of(entry));
      } else {
        story.get().add(entry);
      }
      told.add(new At(entry.at(), narration.tell(entry, story)));
    }
    return told;
  }

  /** The last notice that says this. */
  public static Message saying(List<Message> messages, String words) {
    return messages.stream()
        .filter(message -> message.content() instanceof Message.Notice)
        .filter(message -> message.content().toString().contains(words))
        .reduce((_, later) -> later)
        .orElseThrow(() -> new AssertionError("nothing says '" + words + "'"));
  }
}
