package dev.signalbox.probe.warmup;

import dev.signalbox.deployment.WarmUpPolicy.WeightedPath;
import dev.signalbox.probe.Exchange;
import dev.signalbox.probe.Unanswered;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests of one round, after which they begin again: every path as often as its weight says,
 * the heavier ones spread between the lighter, and each time once at every target.
 */
record Round(List<HttpRequest> requests) {

  /** The round of these paths at these targets; the path {@code /} where there is none. */
  static Round of(List<URI> targets, List<WeightedPath> paths) throws MalformedURLException {
    List<HttpRequest> round = new ArrayList<>();
    for (String path : spread(paths.isEmpty() ? List.of(new WeightedPath("/", 1)) : paths)) {
      for (URI target : targets) {
        round.add(Exchange.get(target, path));
      }
    }
    return new Round(List.copyOf(round));
  }

  /**
   * Smooth weighted turns: in each, every path gains its weight, and the one that has most is asked
   * for and pays for all.
   */
  static List<String> spread(List<WeightedPath> paths) {
    int total = paths.stream().mapToInt(WeightedPath::weight).sum();
    int[] has = new int[paths.size()];
    List<String> turns = new ArrayList<>();
    while (turns.size() < total) {
      int most = 0;
      for (int i = 0; i < has.length; i++) {
        has[i] += paths.get(i).weight();
        most = has[i] > has[most] ? i : most;
      }
      has[most] -= total;
      turns.add(paths.get(most).path());
    }
    return turns;
  }

  /** The request whose turn it is, counted from 0 over all rounds. */
  HttpRequest at(long index) {
    return requests.get((int) (index % requests.size()));
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @return what went wrong, in words; empty for an answer below 400
   */
  static String send(HttpClient client, HttpRequest request, Duration limit) {
    try {
      HttpResponse<Void> answer =
          Exchange.send(client, request, HttpResponse.BodyHandlers.discarding(), limit);
      int status = answer.statusCode();
      return status < 400 ? "" : "status " + status;
    } catch (IOException e) {
      return Unanswered.because(e, request.uri());
    }
  }
}
