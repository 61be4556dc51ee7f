package dev.signalbox.traffic.dns;

import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.PortFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Update;

/** Tries the zone's servers, the key and the record, without changing any of them. */
final class DnsInspection {
  private static final long LONG_TTL = Duration.ofHours(1).toSeconds();

  private final DnsSwitchSettings settings;
  private final Primary primary;
  private final Name name;
  private final Targets targets;
  private final Everywhere everywhere;

  DnsInspection(
      DnsSwitchSettings settings, DnsContext context, Targets targets, Everywhere everywhere) {
    this.settings = settings;
    this.primary = context.primary(settings.servers());
    this.name = DnsNames.absolute("name", settings.name());
    this.targets = targets;
    this.everywhere = everywhere;
  }

  List<Finding> inspect(Duration limit) {
    Deadline deadline = Deadline.in(limit);
    List<Finding> findings = new ArrayList<>();
    findings.add(zone());
    if (findings.getFirst() instanceof Finding.Good) {
      findings.add(key());
      findings.add(record());
      findings.add(ttl());
      targets.clusters().forEach(it -> findings.add(target(it)));
      findings.add(inTime(deadline, "authoritative servers of " + primary.zone(), this::servers));
      findings.add(inTime(deadline, "resolvers", this::resolvers));
    } else {
      findings.add(
          new Finding.Untried(
              "key, record and servers of " + name, "the primary has to answer first"));
    }
    return findings;
  }

  private interface Look {
    Finding at(String what);
  }

  private static Finding inTime(Deadline deadline, String what, Look look) {
    if (deadline.isPast()) {
      return new Finding.Untried(what, "the time was used up before");
    }
    try {
      return look.at(what);
    } catch (PortFailure.Unreachable e) {
      return bad(what, e);
    }
  }

  private static Finding bad(String what, PortFailure e) {
    String remedy = e.reason().contains(": ") ? "see there" : "look at the server";
    return new Finding.Bad(what, e.reason(), remedy);
  }

  private Finding zone() {
    String what = "zone " + primary.zone() + " at " + primary.servers().primary();
    try {
      Optional<Record> soa = primary.soa();
      if (soa.isPresent() && soa.get() instanceof SOARecord found) {
        return new Finding.Good(
            what, "it answers, signed and with authority; serial " + found.getSerial());
      }
      return new Finding.Bad(
          what,
          "there is no SOA record at " + primary.zone(),
          "write as zone the name at which the SOA record stands");
    } catch (PortFailure.Unreachable e) {
      return new Finding.Bad(what, e.reason(), "mend primary, zone or key; see docs/dns.md");
    }
  }

  /** Deletes records that nobody has: it needs every permission, and changes nothing. */
  private Finding key() {
    String what = "permission to change " + name + " and " + Note.beside(name);
    Update update = new Update(primary.zone());
    String nobody = "signalbox-check";
    if (settings.isAlias()) {
      Name nowhere = DnsNames.absolute("check", nobody + ".invalid");
      update.delete(new CNAMERecord(name, DClass.IN, 0, nowhere));
    } else {
      update.delete(Targets.address(name, "192.0.2.255"));
      update.delete(Targets.address(name, "2001:db8::ffff"));
    }
    update.delete(new TXTRecord(Note.beside(name), DClass.IN, 0, nobody));
    try {
      return switch (primary.change(update)) {
        case Primary.Reply.Taken _ -> new Finding.Good(what, "the key is accepted for both");
        case Primary.Reply.NotAsRequired(String code) ->
            new Finding.Bad(what, "the server answers " + code, "look at the server's log");
        case Primary.Reply.Refused(String reason) ->
            new Finding.Bad(what, reason, "grant the key both names; see docs/dns.md");
      };
    } catch (PortFailure e) {
      return new Finding.Bad(what, e.reason(), "grant the key both names; see docs/dns.md");
    }
  }

  private Finding record() {
    String what = "record " + name;
    try {
      Present present = primary.read(name, settings.isAlias() ? Kind.ALIAS : Kind.ADDRESSES);
      return targets
          .cluster(present)
          .<Finding>map(it -> new Finding.Good(what, present.text() + ", which is " + it))
          .orElseGet(
              () ->
                  new Finding.Bad(
                      what,
                      "it has "
                          + present.text()
                          + ", which is none of "
                          + String.join(", ", targets.clusters()),
                      "point it at one of them, with nsupdate"));
    } catch (PortFailure.Unreachable e) {
      return bad(what, e);
    }
  }

  private Finding ttl() {
    String what = "TTL of " + name;
    try {
      long ttl = primary.read(name, settings.isAlias() ? Kind.ALIAS : Kind.ADDRESSES).ttl();
      return ttl > LONG_TTL && settings.times().swapTtl().isEmpty()
          ? new Finding.Bad(
              what,
              Countdown.words(Duration.ofSeconds(ttl))
                  + ", for which each swap holds the old cluster",
              "write swap-ttl, so that it is lowered before a swap")
          : new Finding.Good(what, ttl + " s");
    } catch (PortFailure.Unreachable e) {
      return bad(what, e);
    }
  }

  private Finding target(String cluster) {
    String what = "target of " + cluster;
    try {
      return targets
          .goal(cluster)
          .flatMap(it -> targets.hole(cluster, it))
          .<Finding>map(it -> new Finding.Bad(what, it, "mend the name, or make its records"))
          .orElseGet(() -> new Finding.Good(what, "it has addresses"));
    } catch (PortFailure.Unreachable e) {
      return bad(what, e);
    }
  }

  private Finding servers(String what) {
    Present present = primary.read(name, settings.isAlias() ? Kind.ALIAS : Kind.ADDRESSES);
    Survey survey = everywhere.authoritative(present);
    if (survey.asked() == 0) {
      return new Finding.Bad(what, "the zone has no NS record", "write authoritative");
    }
    return survey.unanimous()
        ? new Finding.Good(what, "all " + survey.asked() + " say " + present.text())
        : new Finding.Bad(
            what, survey.text(), "mend its transfers, or take it out of the NS records");
  }

  private Finding resolvers(String what) {
    Present present = primary.read(name, settings.isAlias() ? Kind.ALIAS : Kind.ADDRESSES);
    Survey survey = everywhere.resolvers(present);
    if (survey.asked() == 0) {
      return new Finding.Untried(what, "none is configured");
    }
    return survey.unanimous()
        ? new Finding.Good(what, "all " + survey.asked() + " say " + present.text())
        : new Finding.Bad(what, survey.text(), "ask whoever runs it, or take it out of resolvers");
  }
}
