package dev.signalbox.probe.prometheus;

import dev.signalbox.deployment.Excerpt;
import dev.signalbox.port.PortFailure;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a Prometheus by its HTTP API, version 1: instant queries. */
final class PrometheusClient implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int LONGEST = 300;

  private final PrometheusAccess access;
  private final HttpClient client;

  PrometheusClient(PrometheusAccess access) {
    this.access = access;
    this.client = HttpClient.newBuilder().connectTimeout(access.timeout()).build();
  }

  /** Where it is, for people. */
  URI url() {
    return access.url();
  }

  /**
   * What a query comes to at an instant: one sample for each series, without those that are no
   * number.
   *
   * @throws PortFailure.Unreachable when it does not answer, or answers with an error
   */
  List<Sample> query(String query, Instant at) {
    JsonNode answer = ask("query=" + encoded(query) + "&time=" + seconds(at));
    JsonNode data = answer.path("data");
    return switch (data.path("resultType").asString("")) {
      case "vector" ->
          data.path("result")
              .valueStream()
              .map(this::sample)
              .filter(it -> !Double.isNaN(it.value()))
              .toList();
      case "scalar" -> scalar(data.path("result"));
      case String other ->
          throw unreachable("'" + query + "' comes to a " + other + ", not to numbers", null);
    };
  }

  private List<Sample> scalar(JsonNode result) {
    double value = number(result);
    List<Sample> samples = new ArrayList<>();
    if (!Double.isNaN(value)) {
      samples.add(new Sample(Map.of(), value));
    }
    return samples;
  }

  private Sample sample(JsonNode series) {
    Map<String, String> labels = new HashMap<>();
    series
        .path("metric")
        .propertyStream()
        .forEach(it -> labels.put(it.getKey(), it.getValue().asString("")));
    return new Sample(labels, number(series.path("value")));
  }

  /** A pair of a time and a number that is written as text; infinity is no number for us. */
  private double number(JsonNode pair) {
    String text = pair.path(1).asString("");
    if (text.equals("NaN") || text.endsWith("Inf")) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw unreachable("it answers with a value that is no number: " + pair, e);
    }
  }

  private JsonNode ask(String form) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base() + "/api/v1/query"))
            .timeout(access.timeout())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    access.authorization().ifPresent(it -> request.header("Authorization", it));
    try {
      return checked(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw unreachable(why(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("the question was interrupted", e);
    }
  }

  private String base() {
    return access.url().toString().replaceFirst("/+$", "");
  }

  private JsonNode checked(HttpResponse<String> response) {
    int status = response.statusCode();
    if (status == 401 || status == 403) {
      throw unreachable("it refuses the token or password (status " + status + ")", null);
    }
    try {
      JsonNode answer = JSON.readTree(response.body());
      if (answer.path("status").asString("").equals("success")) {
        return answer;
      }
      String error = answer.path("error").asString("");
      if (!error.isEmpty()) {
        throw unreachable(Excerpt.of(error, LONGEST), null);
      }
    } catch (JacksonException e) {
      // Some proxy's page; the status says more.
    }
    throw unreachable("it answers with status " + status + ", and not as a Prometheus does", null);
  }

  private static String why(IOException e) {
    return switch (e) {
      case HttpTimeoutException _ -> "it takes too long";
      case ConnectException _ -> "nobody listens there";
      case IOException other -> String.valueOf(other.getMessage());
    };
  }

  private PortFailure unreachable(String why, @Nullable Throwable cause) {
    return new PortFailure.Unreachable("Prometheus at " + access.url() + ": " + why, cause);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String seconds(Instant at) {
    return BigDecimal.valueOf(at.toEpochMilli(), 3).toPlainString();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
