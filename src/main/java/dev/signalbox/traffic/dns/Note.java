package dev.signalbox.traffic.dns;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;

/**
 * What has to be known about the last change, kept as a TXT record beside the name, in the same
 * message as the change: so it survives whatever ends the bot, and is true wherever the change is.
 *
 * @param values what the name was changed to; a note that says something else is about the past
 * @param longest the longest TTL, in seconds, of answers given before the change that may still be
 *     kept somewhere once {@code shown}
 * @param shown since when every authoritative server shows the change; empty while it is not known
 * @param restore the TTL in seconds that is to be restored; empty where it was not lowered
 */
record Note(List<String> values, long longest, Optional<Instant> shown, OptionalLong restore) {
  private static final String MARK = "signalbox=1";

  Note {
    values = List.copyOf(values);
  }

  /** The name at which the note for a name stands. */
  static Name beside(Name name) {
    try {
      return Name.concatenate(Name.fromConstantString("_signalbox"), name);
    } catch (org.xbill.DNS.NameTooLongException e) {
      throw new IllegalArgumentException("name " + name + " is too long for a note beside it", e);
    }
  }

  /** The last change of a name that nothing was noted about. */
  static Note missing() {
    return new Note(List.of(), 0, Optional.empty(), OptionalLong.empty());
  }

  /** Reads what stands beside the name; missing where nothing of ours does. */
  static Note of(Present present) {
    List<String> strings =
        present.records().stream()
            .filter(TXTRecord.class::isInstance)
            .map(it -> ((TXTRecord) it).getStrings())
            .filter(it -> it.contains(MARK))
            .findFirst()
            .orElse(List.of());
    List<String> values = new ArrayList<>();
    long longest = 0;
    Optional<Instant> shown = Optional.empty();
    OptionalLong restore = OptionalLong.empty();
    for (String string : strings) {
      int equals = string.indexOf('=');
      String value = string.substring(equals + 1);
      switch (string.substring(0, Math.max(0, equals))) {
        case "value" -> values.add(value);
        case "longest" -> longest = seconds(value).orElse(0);
        case "shown" -> shown = instant(value);
        case "restore" -> restore = seconds(value);
        default -> {
          // A later version's words are left out.
        }
      }
    }
    return new Note(values, longest, shown, restore);
  }

  private static OptionalLong seconds(String text) {
    return text.matches("[0-9]{1,10}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Whether it is about what the name says now. */
  boolean isAbout(Present present) {
    return values.equals(present.values());
  }

  /** The time for which answers from before the change may still be kept, from an instant on. */
  Duration left(Instant now) {
    Duration whole = Duration.ofSeconds(longest);
    Duration left = shown.map(it -> Duration.between(now, it.plus(whole))).orElse(whole);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * The note for the next change.
   *
   * @param before what the name says before it
   * @param after what it will say
   */
  Note next(Present before, Present after, OptionalLong newRestore, Instant now) {
    if (isAbout(before) && before.saysAs(after) && before.ttl() <= after.ttl()) {
      // A TTL that is raised leaves nothing behind that says something else.
      return new Note(values, longest, shown, newRestore);
    }
    long earlier = (left(now).toMillis() + 999) / 1000;
    return new Note(after.values(), Math.max(before.ttl(), earlier), Optional.empty(), newRestore);
  }

  Note shownSince(Instant since) {
    return new Note(values, longest, Optional.of(since), restore);
  }

  /** The note as a record. It is read at the primary alone, so nobody needs to keep it. */
  Present record(Name name) {
    List<String> strings = new ArrayList<>();
    strings.add(MARK);
    restore.ifPresent(it -> strings.add("restore=" + it));
    strings.add("longest=" + longest);
    shown.ifPresent(it -> strings.add("shown=" + it));
    values.forEach(it -> strings.add("value=" + it));
    try {
      Record text = new TXTRecord(name, DClass.IN, 0, strings);
      return new Present(name, Kind.NOTE, List.of(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("a note that cannot be written", e);
    }
  }
}
