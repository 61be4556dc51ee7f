package dev.signalbox.traffic.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Finds the servers that the world asks for a zone: as configured, or by its NS records. */
final class Nameservers {
  private final Primary primary;
  private final int port;

  /**
   * Asks nothing yet.
   *
   * @param port where servers that NS records name listen
   */
  Nameservers(Primary primary, int port) {
    this.primary = primary;
    this.port = port;
  }

  /** All of them, looked up anew where they are not configured; throws as the primary does. */
  List<Onlooker> find() {
    List<Endpoint> configured = primary.servers().authoritative();
    if (!configured.isEmpty()) {
      return configured.stream().map(Onlooker::authoritative).toList();
    }
    Message answer = primary.ask(primary.zone(), Type.NS);
    return answer.getSection(Section.ANSWER).stream()
        .filter(NSRecord.class::isInstance)
        .map(it -> ((NSRecord) it).getTarget())
        .map(name -> new Onlooker(name.toString(true), addresses(name, answer), true))
        .toList();
  }

  private List<InetSocketAddress> addresses(Name name, Message answer) {
    List<InetAddress> beside = addresses(name, answer.getSection(Section.ADDITIONAL).stream());
    List<InetAddress> all = beside;
    if (all.isEmpty() && name.subdomain(primary.zone())) {
      all =
          Stream.of(Type.A, Type.AAAA)
              .flatMap(
                  type ->
                      addresses(name, primary.ask(name, type).getSection(Section.ANSWER).stream())
                          .stream())
              .toList();
    }
    if (all.isEmpty()) {
      all = lookedUp(name);
    }
    return all.stream().map(it -> new InetSocketAddress(it, port)).toList();
  }

  private static List<InetAddress> addresses(Name name, Stream<Record> records) {
    return records
        .filter(it -> it.getName().equals(name))
        .flatMap(
            it ->
                switch (it) {
                  case ARecord a -> Stream.of(a.getAddress());
                  case AAAARecord aaaa -> Stream.of(aaaa.getAddress());
                  default -> Stream.empty();
                })
        .toList();
  }

  /** A name of another zone, as this machine resolves it; none where it cannot. */
  private static List<InetAddress> lookedUp(Name name) {
    try {
      return Arrays.asList(InetAddress.getAllByName(name.toString(true)));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }
}
