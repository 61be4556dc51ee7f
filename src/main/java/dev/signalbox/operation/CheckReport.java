package dev.signalbox.operation;

import dev.signalbox.port.Inspectable;
import dev.signalbox.port.Inspectable.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was found when everything was tried: a line for each subject, and below it one for each
 * thing.
 *
 * @param findings by subject, in order
 */
public record CheckReport(Map<String, List<Finding>> findings) {
  private static final Logger LOG = LoggerFactory.getLogger(CheckReport.class);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** Copies the map, in its order. */
  public CheckReport {
    findings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(findings));
  }

  /** Tries all subjects at the same time; one that takes longer than 20 seconds is left. */
  public static CheckReport of(Map<String, Inspectable> subjects) {
    Map<String, Future<List<Finding>>> asked = new LinkedHashMap<>();
    subjects.forEach((name, subject) -> asked.put(name, begin(subject)));
    Map<String, List<Finding>> findings = new LinkedHashMap<>();
    asked.forEach((name, answer) -> findings.put(name, end(name, answer)));
    return new CheckReport(findings);
  }

  private static Future<List<Finding>> begin(Inspectable subject) {
    CompletableFuture<List<Finding>> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                answer.complete(subject.inspect(LIMIT));
              } catch (RuntimeException e) {
                answer.completeExceptionally(e);
              }
            });
    return answer;
  }

  private static List<Finding> end(String name, Future<List<Finding>> answer) {
    try {
      return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return List.of(
          new Finding.Bad(
              "the whole of it",
              "no answer within " + LIMIT.toSeconds() + " s",
              "see which of its addresses does not answer"));
    } catch (ExecutionException e) {
      LOG.error("{} could not be inspected", name, e.getCause());
      return List.of(
          new Finding.Untried("the whole of it", "an error inside; the log has the cause"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(new Finding.Untried("the whole of it", "the process is ending"));
    }
  }

  /** Whether nothing bad was found. */
  public boolean isGood() {
    return count(Finding.Bad.class) == 0;
  }

  /** How many of each there are. */
  public String summary() {
    long bad = count(Finding.Bad.class);
    long untried = count(Finding.Untried.class);
    return (bad == 0 ? "Everything that was tried is good" : bad + " to mend")
        + ": "
        + count(Finding.Good.class)
        + " good"
        + (untried == 0 ? "." : ", " + untried + " not tried.");
  }

  private long count(Class<? extends Finding> kind) {
    return findings.values().stream().flatMap(List::stream).filter(kind::isInstance).count();
  }

  /** The findings, a line for each, below their subject. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    findings.forEach(
        (subject, found) -> {
          lines.add(subject);
          found.forEach(finding -> lines.add("  " + line(finding)));
        });
    return lines;
  }

  private static String line(Finding finding) {
    return switch (finding) {
      case Finding.Good(String what, String seen) -> "✔ " + what + ": " + seen;
      case Finding.Bad(String what, String seen, String remedy) ->
          "✘ " + what + ": " + seen + ". To mend it: " + remedy;
      case Finding.Untried(String what, String reason) -> "– " + what + ": not tried, " + reason;
    };
  }
}
