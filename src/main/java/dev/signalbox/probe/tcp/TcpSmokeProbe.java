package dev.signalbox.probe.tcp;

import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.deployment.TextRule;
import dev.signalbox.probe.Asks;
import dev.signalbox.probe.Finding;
import dev.signalbox.probe.Findings;
import dev.signalbox.probe.Rule;
import dev.signalbox.probe.Target;
import dev.signalbox.probe.Unanswered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Connects, writes what is to be sent, and reads until what must come has come, the other side has
 * closed or the time is over; at most 64 KiB.
 */
public final class TcpSmokeProbe implements Asks<SmokeCheck.Tcp> {

  private static final int MOST = 64 * 1024;

  private final LongSupplier nanoTicker;

  /** Measures with this ticker. */
  public TcpSmokeProbe(LongSupplier nanoTicker) {
    this.nanoTicker = nanoTicker;
  }

  @Override
  public CheckResult ask(Target target, SmokeCheck.Tcp check) {
    long start = nanoTicker.getAsLong();
    String at = check.at().map(target::filled).orElse(target.host() + ":" + target.port());
    URI place = URI.create("tcp://unknown");
    try {
      place = URI.create("tcp://" + at);
      if (place.getHost() == null || place.getPort() < 0) {
        return Findings.result(
            target, check, List.of(new Finding("a host and a port", at, false)), since(start));
      }
      List<Finding> findings = talk(target, check, place, start);
      return Findings.result(target, check, findings, since(start));
    } catch (IllegalArgumentException e) {
      Finding none = new Finding("a host and a port", at, false);
      return Findings.result(target, check, List.of(none), since(start));
    } catch (SocketTimeoutException e) {
      Finding none = Findings.none(check, "nothing within that time at " + at);
      return Findings.result(target, check, List.of(none), since(start));
    } catch (IOException e) {
      Finding none = Findings.none(check, Unanswered.because(e, place));
      return Findings.result(target, check, List.of(none), since(start));
    }
  }

  private List<Finding> talk(Target target, SmokeCheck.Tcp check, URI place, long start)
      throws IOException {
    String host = place.getHost().replaceAll("[\\[\\]]", "");
    InetSocketAddress address = new InetSocketAddress(host, place.getPort());
    if (address.isUnresolved()) {
      throw new IOException(new UnresolvedAddressException());
    }
    List<Finding> findings = new ArrayList<>();
    try (Socket socket = new Socket()) {
      socket.connect(address, left(check, start));
      findings.add(new Finding("a connection to " + place.getAuthority(), "connected", true));
      if (check.send().isPresent()) {
        byte[] words = target.filled(check.send().get()).getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream().write(words);
      }
      if (check.answer().isPresent()) {
        findings.add(answer(socket, target, check, check.answer().get(), start));
      }
    }
    findings.add(Findings.latency(check, since(start)));
    return findings;
  }

  private Finding answer(
      Socket socket, Target target, SmokeCheck.Tcp check, TextRule rule, long start)
      throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    byte[] part = new byte[4096];
    while (true) {
      Finding finding = Rule.look("an answer", rule, read.toString(StandardCharsets.UTF_8), target);
      if (finding.met() || read.size() >= MOST) {
        return finding;
      }
      try {
        socket.setSoTimeout(left(check, start));
        int length = in.read(part);
        if (length < 0) {
          return finding;
        }
        read.write(part, 0, length);
      } catch (SocketTimeoutException _) {
        return finding;
      }
    }
  }

  private int left(SmokeCheck.Tcp check, long start) throws SocketTimeoutException {
    long millis = TimeUnit.NANOSECONDS.toMillis(check.within().minus(since(start)).toNanos());
    if (millis <= 0) {
      throw new SocketTimeoutException("the time is over");
    }
    return (int) Math.min(Integer.MAX_VALUE, millis);
  }

  private Duration since(long start) {
    return Duration.ofNanos(nanoTicker.getAsLong() - start);
  }
}
