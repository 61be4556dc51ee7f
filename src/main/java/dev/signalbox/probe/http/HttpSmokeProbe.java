package dev.signalbox.probe.http;

import dev.signalbox.deployment.CheckResult;
import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.probe.Asks;
import dev.signalbox.probe.Exchange;
import dev.signalbox.probe.Finding;
import dev.signalbox.probe.Findings;
import dev.signalbox.probe.Target;
import dev.signalbox.probe.Unanswered;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Smoke checks with the JDK's HTTP client. Each check connects anew, so that the answer comes from
 * what runs now. Of an answer that is wrong in more than one way, all of them are told; only a
 * wrong status stands alone.
 *
 * <p>A check that looks into the body fails where that is longer than 256 KiB; others do not mind,
 * as long as it ends in time.
 */
public final class HttpSmokeProbe implements Asks<SmokeCheck.Http> {

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
  public CheckResult ask(Target target, SmokeCheck.Http check) {
    long start = nanoTicker.getAsLong();
    try (Question question = Question.of(target, check.request())) {
      Duration limit = check.within().plus(margin);
      HttpClient client = question.client();
      HttpResponse<Answer.Body> response =
          Exchange.send(client, question.request(), Answer.limited(), limit);
      Answer answer = new Answer(response, since(start));
      List<Finding> findings = new Inspection(check, target, answer).findings();
      return Findings.result(target, check, findings, answer.took());
    } catch (IOException e) {
      Finding none = Findings.none(check, Unanswered.because(e, target.address()));
      return Findings.result(target, check, List.of(none), since(start));
    }
  }

  private Duration since(long start) {
    return Duration.ofNanos(nanoTicker.getAsLong() - start);
  }
}
