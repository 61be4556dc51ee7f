package dev.signalbox.traffic.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * A server that users' questions reach, as they reach it: without a signature.
 *
 * @param label what people call it
 * @param addresses where it answers; of several, one is enough, but none may say something else
 * @param authoritative whether it has to answer with authority; a resolver does not
 */
record Onlooker(String label, List<InetSocketAddress> addresses, boolean authoritative) {

  /** What it says. */
  sealed interface Says {
    /** This. */
    record This(Present present) implements Says {}

    /** Nothing that counts, for this reason. */
    record Nothing(String reason) implements Says {}
  }

  Onlooker {
    addresses = List.copyOf(addresses);
  }

  static Onlooker authoritative(Endpoint endpoint) {
    return new Onlooker(endpoint.toString(), List.of(endpoint.address()), true);
  }

  static Onlooker resolver(Endpoint endpoint) {
    return new Onlooker(endpoint.toString(), List.of(endpoint.address()), false);
  }

  /** What each of its addresses says about the name. */
  List<Says> ask(Name name, Kind kind, Duration timeout) {
    if (addresses.isEmpty()) {
      return List.of(new Says.Nothing("no address is known for it"));
    }
    return addresses.stream().map(it -> ask(it, name, kind, timeout)).toList();
  }

  private Says ask(InetSocketAddress at, Name name, Kind kind, Duration timeout) {
    List<Record> found = new ArrayList<>();
    Deadline deadline = Deadline.in(timeout);
    try {
      for (int type : kind.types()) {
        Message answer = hear(at, Record.newRecord(name, type, DClass.IN), timeout, deadline);
        int code = answer.getRcode();
        if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
          return new Says.Nothing("it answers " + Rcode.string(code));
        }
        if (authoritative && !answer.getHeader().getFlag(Flags.AA)) {
          return new Says.Nothing("it answers without authority for the zone");
        }
        answer.getSection(Section.ANSWER).stream()
            .filter(it -> it.getName().equals(name) && it.getType() == type)
            .forEach(found::add);
      }
    } catch (Wire.NotSent | Wire.NoAnswer e) {
      return new Says.Nothing("it does not answer (" + e.getMessage() + ")");
    }
    return new Says.This(new Present(name, kind, found));
  }

  private Message hear(InetSocketAddress at, Record question, Duration timeout, Deadline deadline)
      throws Wire.NotSent, Wire.NoAnswer {
    Message query = Message.newQuery(question);
    if (authoritative) {
      query.getHeader().unsetFlag(Flags.RD);
    }
    byte[] bytes = query.toWire();
    Message answer;
    try {
      answer = Wire.udp(at, bytes, _ -> true, deadline.within(timeout.dividedBy(2))).message();
    } catch (Wire.NoAnswer lost) {
      return Wire.tcp(at, bytes, deadline).message();
    }
    return answer.getHeader().getFlag(Flags.TC) ? Wire.tcp(at, bytes, deadline).message() : answer;
  }
}
