package dev.signalbox.probe.http;

import dev.signalbox.deployment.Excerpt;
import dev.signalbox.deployment.Figures;
import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.topology.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds an answer against what a check expects of it. */
final class Inspection {

  private static final int LONGEST = 80;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final SmokeCheck check;
  private final Version version;
  private final Answer answer;

  Inspection(SmokeCheck check, Version version, Answer answer) {
    this.check = check;
    this.version = version;
    this.answer = answer;
  }

  /** Everything that was looked at, in a fixed order. */
  List<Finding> findings() {
    Finding status = status();
    if (!status.met()) {
      // The page of an error has other headers and another body; to list them would hide the error.
      return List.of(status);
    }
    List<Finding> all = new ArrayList<>();
    all.add(status);
    new TreeMap<>(check.headers()).forEach((name, value) -> all.add(header(name, value)));
    all.addAll(body());
    all.add(latency());
    return all;
  }

  private Finding status() {
    int seen = answer.response().statusCode();
    String where =
        answer
            .response()
            .headers()
            .firstValue("Location")
            // Without the query, where single sign-on likes to put tokens.
            .map(location -> " to " + Excerpt.of(location.replaceFirst("[?#].*", ""), LONGEST))
            .orElse("");
    boolean met = seen == check.status();
    return new Finding("status " + check.status(), seen + (met ? "" : where), met);
  }

  private Finding header(String name, String template) {
    String value = filled(template);
    List<String> seen = answer.response().headers().allValues(name);
    return new Finding(
        "header " + Excerpt.of(name, LONGEST) + ": " + Excerpt.of(value, LONGEST),
        seen.isEmpty() ? "no such header" : quoted(String.join(", ", seen)),
        seen.contains(value));
  }

  private List<Finding> body() {
    List<Finding> all = new ArrayList<>();
    boolean read = check.bodyContains().isPresent() || !check.jsonPointers().isEmpty();
    if (read && !answer.response().body().whole()) {
      return List.of(
          new Finding(
              "a body of at most " + Answer.LONGEST_BODY / 1024 + " KiB", "a longer one", false));
    }
    check.bodyContains().ifPresent(text -> all.add(contains(filled(text))));
    if (!check.jsonPointers().isEmpty()) {
      all.addAll(json());
    }
    return all;
  }

  private Finding contains(String text) {
    String seen = answer.text();
    boolean met = seen.contains(text);
    String words = met ? "found" : seen.isBlank() ? "an empty body" : quoted(seen);
    return new Finding("a body with " + quoted(text), words, met);
  }

  private List<Finding> json() {
    try {
      JsonNode root = JSON.readTree(answer.response().body().bytes());
      List<Finding> all = new ArrayList<>();
      new TreeMap<>(check.jsonPointers())
          .forEach((pointer, value) -> all.add(at(root, pointer, filled(value))));
      return all;
    } catch (JacksonException e) {
      String reason = Excerpt.of(e.getOriginalMessage(), LONGEST);
      return List.of(new Finding("a body in JSON", "none: " + reason, false));
    }
  }

  private static Finding at(JsonNode root, String pointer, String value) {
    String expected = quoted(value) + " at JSON " + Excerpt.of(pointer, LONGEST);
    try {
      JsonNode node = root.at(JsonPointer.compile(pointer));
      String seen = node.isValueNode() ? node.asString() : node.toString();
      return node.isMissingNode()
          ? new Finding(expected, "nothing there", false)
          : new Finding(expected, quoted(seen), seen.equals(value));
    } catch (IllegalArgumentException _) {
      return new Finding(expected, "that is no JSON pointer: begin it with '/'", false);
    }
  }

  private Finding latency() {
    return new Finding(
        "an answer within " + Figures.millis(check.within()),
        Figures.millis(answer.took()),
        answer.took().compareTo(check.within()) <= 0);
  }

  private String filled(String template) {
    return template.replace("{version}", version.text());
  }

  private static String quoted(String text) {
    return "'" + Excerpt.of(text, LONGEST) + "'";
  }
}
