package dev.signalbox.traffic.dns;

import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.xbill.DNS.Name;
import org.xbill.DNS.Update;

/** The production name at the primary, and the note beside it; both change in one message. */
final class ProductionName {
  private final Primary primary;
  private final Name name;
  private final Name beside;
  private final Kind kind;
  private final InstantSource clock;

  ProductionName(Primary primary, DnsSwitchSettings settings, InstantSource clock) {
    this.primary = primary;
    this.name = DnsNames.absolute("name", settings.name());
    this.beside = Note.beside(name);
    this.kind = settings.isAlias() ? Kind.ALIAS : Kind.ADDRESSES;
    this.clock = clock;
  }

  Name name() {
    return name;
  }

  /** The name as people write it. */
  String label() {
    return name.toString(true);
  }

  /** What it says now. */
  Present read() {
    return primary.read(name, kind);
  }

  /** What was noted last. */
  Note note() {
    return Note.of(primary.read(beside, Kind.NOTE));
  }

  /**
   * Changes what the name says, if it says what it did, and notes what that leaves behind.
   *
   * @param source addresses that were copied, which have to be so still
   */
  Primary.Reply change(Present before, Present after, Note last, Optional<Present> source) {
    return change(before, after, last, last.restore(), source);
  }

  /** Changes the TTL alone, and notes which one is to be restored, if any. */
  Primary.Reply changeTtl(Present before, long ttl, Note last, OptionalLong restore) {
    return change(before, before.withTtl(ttl), last, restore, Optional.empty());
  }

  private Primary.Reply change(
      Present before, Present after, Note last, OptionalLong restore, Optional<Present> source) {
    Update update = new Update(primary.zone());
    before.require(update);
    source.ifPresent(it -> it.require(update));
    after.replace(update);
    last.next(before, after, restore, clock.instant()).record(beside).replace(update);
    return primary.change(update);
  }

  /** Writes the note alone, if the name still says what it is about. */
  Primary.Reply write(Note note, Present about) {
    Update update = new Update(primary.zone());
    about.require(update);
    note.record(beside).replace(update);
    return primary.change(update);
  }
}
