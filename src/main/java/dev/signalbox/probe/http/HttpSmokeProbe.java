package dev.signalbox.probe.http;

import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.Excerpt;
import dev.signalbox.deployment.Figures;
import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.port.SmokeProbe;
import dev.signalbox.probe.Exchange;
import dev.signalbox.probe.Unanswered;
import dev.signalbox.topology.Version;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Smoke checks with the JDK's HTTP client: one GET per check, one after the other, redirects not
 * followed. Each call connects anew, so that the answers come from what runs now. Of an answer that
 * is wrong in more than one way, all of them are told; only a wrong status stands alone.
 *
 * <p>{@code {version}} may stand in a check's path as well. A check that looks into the body fails
 * where that is longer than 256 KiB; others do not mind, as long as it ends in time.
 */
public final class HttpSmokeProbe implements SmokeProbe {

  private static final int LONGEST = 240;

  private final LongSupplier nanoTicker;
  private final Duration margin;

  /** Measures with this ticker, and waits a second longer than a check allows. */
  public HttpSmokeProbe(LongSupplier nanoTicker) {
    this(nanoTicker, Duration.ofSeconds(1));
  }

  /**
   * As above.
   *
   * @param margin how long beyond a check's bound an answer is waited for: an answer that is late
   *     says more than none
   */
  HttpSmokeProbe(LongSupplier nanoTicker, Duration margin) {
    this.nanoTicker = nanoTicker;
    this.margin = margin;
  }

  @Override
  public List<CheckResult> check(
      String target, URI address, Version version, List<SmokeCheck> checks) {
    HttpClient client = Exchange.client();
    try {
      return checks.stream()
          .map(check -> result(target, check, ask(client, address, version, check)))
          .toList();
    } finally {
      client.shutdownNow();
    }
  }

  private record Asked(List<Finding> findings, Duration took) {}

  private Asked ask(HttpClient client, URI address, Version version, SmokeCheck check) {
    long start = nanoTicker.getAsLong();
    try {
      HttpRequest request =
          Exchange.get(address, check.path().replace("{version}", version.text()));
      Duration limit = check.within().plus(margin);
      HttpResponse<Answer.Body> response = Exchange.send(client, request, Answer.limited(), limit);
      Answer answer = new Answer(response, since(start));
      return new Asked(new Inspection(check, version, answer).findings(), answer.took());
    } catch (IOException e) {
      String expected = "an answer within " + Figures.millis(check.within());
      Finding none = new Finding(expected, Unanswered.because(e, address), false);
      return new Asked(List.of(none), since(start));
    }
  }

  private Duration since(long start) {
    return Duration.ofNanos(nanoTicker.getAsLong() - start);
  }

  private static CheckResult result(String target, SmokeCheck check, Asked asked) {
    boolean passed = asked.findings().stream().allMatch(Finding::met);
    List<Finding> told =
        asked.findings().stream().filter(passed ? _ -> true : Predicate.not(Finding::met)).toList();
    return new CheckResult(
        target,
        check.name(),
        passed,
        joined(told.stream().map(Finding::expected).toList()),
        joined(told.stream().map(Finding::seen).toList()),
        asked.took());
  }

  private static String joined(List<String> words) {
    return Excerpt.of(words.stream().collect(Collectors.joining("; ")), LONGEST);
  }
}
