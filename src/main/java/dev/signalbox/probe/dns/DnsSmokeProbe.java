package dev.signalbox.probe.dns;

import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.probe.Asks;
import dev.signalbox.probe.Finding;
import dev.signalbox.probe.Findings;
import dev.signalbox.probe.Target;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks for the records of a name (RFC 1035), at one server or as the system does. */
public final class DnsSmokeProbe implements Asks<SmokeCheck.Dns> {

  private final LongSupplier nanoTicker;

  /** Measures with this ticker. */
  public DnsSmokeProbe(LongSupplier nanoTicker) {
    this.nanoTicker = nanoTicker;
  }

  @Override
  public CheckResult ask(Target target, SmokeCheck.Dns check) {
    long start = nanoTicker.getAsLong();
    String name = target.filled(check.query());
    String expected = expected(target, check);
    String what = check.type().toUpperCase(Locale.ROOT) + " of " + name + ": " + expected;
    try {
      Message answer = resolver(target, check).send(question(name, check.type()));
      Duration took = since(start);
      Finding found = found(what, target, check, answer);
      return Findings.result(target, check, List.of(found, Findings.latency(check, took)), took);
    } catch (TextParseException | IllegalArgumentException e) {
      Finding wrong = new Finding(what, "that cannot be asked: " + e.getMessage(), false);
      return Findings.result(target, check, List.of(wrong), since(start));
    } catch (IOException e) {
      Finding none = Findings.none(check, because(e, check.server().map(target::filled)));
      return Findings.result(target, check, List.of(none), since(start));
    }
  }

  private static String because(IOException failure, Optional<String> server) {
    String who = server.map(it -> "the server " + it).orElse("the system's resolver");
    return failure instanceof SocketTimeoutException || failure instanceof InterruptedIOException
        ? who + " does not answer in time"
        : who
            + " cannot be asked: "
            + Objects.requireNonNullElse(failure.getMessage(), "no answer");
  }

  private static String expected(Target target, SmokeCheck.Dns check) {
    return check.records().isEmpty()
        ? "some record"
        : String.join(", ", check.records().stream().map(target::filled).sorted().toList());
  }

  private static Resolver resolver(Target target, SmokeCheck.Dns check) throws IOException {
    Optional<String> server = check.server().map(target::filled);
    Resolver resolver = server.isPresent() ? at(server.get()) : new ExtendedResolver();
    resolver.setTimeout(check.within());
    return resolver;
  }

  private static Resolver at(String server) throws IOException {
    int colon = server.lastIndexOf(':');
    boolean hasPort = (colon > 0 && server.indexOf(':') == colon) || server.startsWith("[");
    String host = (hasPort ? server.substring(0, colon) : server).replaceAll("[\\[\\]]", "");
    SimpleResolver resolver = new SimpleResolver(host);
    if (hasPort) {
      resolver.setPort(Integer.parseInt(server.substring(colon + 1)));
    }
    return resolver;
  }

  private static Message question(String name, String type) throws TextParseException {
    int number = Type.value(type);
    if (number < 0) {
      throw new IllegalArgumentException("'" + type + "' is no type of record");
    }
    Name absolute = Name.fromString(name, Name.root);
    return Message.newQuery(org.xbill.DNS.Record.newRecord(absolute, number, DClass.IN));
  }

  /** Only records of the type itself count: a CNAME on the way to an address is not one. */
  private static Finding found(String what, Target target, SmokeCheck.Dns check, Message answer) {
    int type = Type.value(check.type());
    List<String> seen =
        answer.getSection(Section.ANSWER).stream()
            .filter(it -> it.getType() == type)
            .map(it -> plain(it.rdataToString()))
            .distinct()
            .sorted()
            .toList();
    List<String> wanted =
        check.records().stream().map(target::filled).map(DnsSmokeProbe::plain).sorted().toList();
    String shown =
        seen.isEmpty()
            ? "no such record (" + Rcode.string(answer.getRcode()) + ")"
            : String.join(", ", seen);
    boolean met = wanted.isEmpty() ? !seen.isEmpty() : seen.equals(wanted);
    return new Finding(what, shown, met);
  }

  /** Names are the same in upper and lower case, and with or without the dot of the root. */
  private static String plain(String data) {
    String text = data.toLowerCase(Locale.ROOT);
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private Duration since(long start) {
    return Duration.ofNanos(nanoTicker.getAsLong() - start);
  }
}
