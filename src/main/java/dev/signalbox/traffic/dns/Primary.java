package dev.signalbox.traffic.dns;

import dev.signalbox.port.PortFailure;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/**
 * The zone's primary server, spoken to with the key (RFC 8945). An answer without a valid signature
 * is never believed: not as a success, and not as a refusal that would mean that nothing changed.
 */
final class Primary {

  /** What became of a change that was answered. */
  sealed interface Reply {
    /** It was made. */
    record Taken() implements Reply {}

    /** What it depended on was not so; nothing was changed. */
    record NotAsRequired(String code) implements Reply {}

    /** It was refused; nothing was changed. */
    record Refused(String reason) implements Reply {}
  }

  private final DnsServers servers;
  private final Name zone;
  private final Clock clock;
  private final Function<String, @Nullable String> environment;

  /**
   * Connects to nothing yet.
   *
   * @param clock what signatures are dated by, to within five minutes of the server's
   * @param environment gives a variable's value, or null
   */
  Primary(DnsServers servers, Clock clock, Function<String, @Nullable String> environment) {
    this.servers = servers;
    this.zone = DnsNames.absolute("zone", servers.zone());
    this.clock = clock;
    this.environment = environment;
  }

  /** The zone's name. */
  Name zone() {
    return zone;
  }

  /** Its servers, as configured. */
  DnsServers servers() {
    return servers;
  }

  /** What the name says now; throws {@link PortFailure.Unreachable} when it cannot be asked. */
  Present read(Name name, Kind kind) {
    Deadline deadline = Deadline.in(servers.timeout());
    List<Record> found = new ArrayList<>();
    for (int type : kind.types()) {
      Message answer = ask(name, type, deadline);
      answer.getSection(Section.ANSWER).stream()
          .filter(it -> it.getName().equals(name) && it.getType() == type)
          .forEach(found::add);
    }
    return new Present(name, kind, found);
  }

  /** A verified, authoritative answer; throws {@link PortFailure.Unreachable} for anything else. */
  Message ask(Name name, int type) {
    return ask(name, type, Deadline.in(servers.timeout()));
  }

  private Message ask(Name name, int type, Deadline deadline) {
    Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    query.getHeader().unsetFlag(Flags.RD);
    Signed signed = sign(query);
    Wire.Heard heard = hear(signed, deadline);
    Message answer = heard.message();
    if (!signed.verifies(heard)) {
      throw new PortFailure.Unreachable(unsigned(signed, answer), null);
    }
    int code = answer.getRcode();
    if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
      throw new PortFailure.Unreachable(Refusals.words(this, signed.key(), answer), null);
    }
    if (!answer.getHeader().getFlag(Flags.AA) && !isBelowZoneCut(answer)) {
      throw new PortFailure.Unreachable(
          servers.primary()
              + " answers for "
              + zone
              + " without authority: primary has to be the"
              + " server that holds the zone, not a resolver.",
          null);
    }
    return answer;
  }

  /** A referral: the name belongs to another zone, which the caller sees by the empty answer. */
  private static boolean isBelowZoneCut(Message answer) {
    return answer.getSection(Section.ANSWER).isEmpty()
        && answer.getSection(Section.AUTHORITY).stream().anyMatch(it -> it.getType() == Type.NS);
  }

  /** UDP, once more UDP, then TCP; each has its share of the time. */
  private Wire.Heard hear(Signed signed, Deadline deadline) {
    InetSocketAddress server = servers.primary().address();
    Duration share = servers.timeout().dividedBy(3);
    String reason = "";
    try {
      for (int i = 0; i < 2; i++) {
        try {
          Wire.Heard heard =
              Wire.udp(server, signed.bytes(), signed::verifies, deadline.within(share));
          if (signed.verifies(heard) && !heard.message().getHeader().getFlag(Flags.TC)) {
            return heard;
          }
          break;
        } catch (Wire.NoAnswer lost) {
          reason = String.valueOf(lost.getMessage());
        }
      }
      return Wire.tcp(server, signed.bytes(), deadline);
    } catch (Wire.NotSent | Wire.NoAnswer e) {
      throw unreachable(reason.isEmpty() ? String.valueOf(e.getMessage()) : reason, e);
    }
  }

  /**
   * Asks for a change, once. TCP where it is open, because it tells what was not sent from what was
   * not answered.
   *
   * @throws PortFailure.Unreachable when it was certainly not sent
   * @throws PortFailure.OutcomeUnknown when no answer came that can be believed
   */
  Reply change(Update update) {
    Deadline deadline = Deadline.in(servers.timeout());
    Signed signed = sign(update);
    Wire.Heard heard = send(signed, deadline);
    Message answer = heard.message();
    if (!signed.verifies(heard)) {
      return unsignedReply(update, signed, answer);
    }
    return switch (answer.getRcode()) {
      case Rcode.NOERROR -> new Reply.Taken();
      case Rcode.NXRRSET, Rcode.YXRRSET, Rcode.NXDOMAIN, Rcode.YXDOMAIN ->
          new Reply.NotAsRequired(Rcode.string(answer.getRcode()));
      default -> new Reply.Refused(Refusals.words(this, signed.key(), answer));
    };
  }

  private Wire.Heard send(Signed signed, Deadline deadline) {
    InetSocketAddress server = servers.primary().address();
    try {
      try {
        return Wire.tcp(server, signed.bytes(), deadline);
      } catch (Wire.NotSent closed) {
        return Wire.udp(server, signed.bytes(), signed::verifies, deadline);
      }
    } catch (Wire.NotSent e) {
      throw unreachable(String.valueOf(e.getMessage()), e);
    } catch (Wire.NoAnswer e) {
      throw new PortFailure.OutcomeUnknown(
          "%s was asked to change %s, and its answer is lost (%s)."
              .formatted(servers.primary(), zone, e.getMessage()),
          e);
    }
  }

  /**
   * Some servers sign no refusal. It is taken for one only where a signed reading shows that the
   * change was not made; otherwise nobody knows.
   */
  private Reply unsignedReply(Update update, Signed signed, Message answer) {
    boolean success = answer.getRcode() == Rcode.NOERROR;
    if (success || !isStillAsRequired(update)) {
      throw new PortFailure.OutcomeUnknown(unsigned(signed, answer), null);
    }
    return new Reply.Refused(Refusals.words(this, signed.key(), answer));
  }

  private boolean isStillAsRequired(Update update) {
    List<Record> required =
        update.getSection(Section.PREREQ).stream()
            .filter(it -> it.getDClass() == DClass.IN)
            .toList();
    try {
      return required.stream()
          .allMatch(
              it ->
                  ask(it.getName(), it.getType()).getSection(Section.ANSWER).stream()
                      .anyMatch(found -> found.rdataToString().equals(it.rdataToString())));
    } catch (PortFailure.Unreachable e) {
      return false;
    }
  }

  private String unsigned(Signed signed, Message answer) {
    if (answer.getRcode() != Rcode.NOERROR) {
      return Refusals.words(this, signed.key(), answer);
    }
    return "An answer came from %s that is not signed with the key %s: it is not believed, for anybody could have forged it. If it is the server's own, it does not sign: look whether it knows the key."
        .formatted(servers.primary(), signed.key().name());
  }

  private PortFailure.Unreachable unreachable(String reason, Exception cause) {
    return new PortFailure.Unreachable(
        "The primary %s of %s cannot be asked (%s). Does it run, and is its port open over UDP and TCP?"
            .formatted(servers.primary(), zone, reason),
        cause);
  }

  private Signed sign(Message message) {
    return Signed.of(message, TsigKey.read(servers.key(), environment), clock);
  }

  /** What is known about where the answer's name belongs. */
  Optional<Record> soa() {
    return ask(zone, Type.SOA).getSection(Section.ANSWER).stream()
        .filter(it -> it.getType() == Type.SOA)
        .findFirst();
  }
}
