package dev.signalbox.probe.http;

import static dev.signalbox.probe.Findings.quoted;

import dev.signalbox.deployment.Excerpt;
import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.deployment.TextRule;
import dev.signalbox.probe.Finding;
import dev.signalbox.probe.Findings;
import dev.signalbox.probe.Rule;
import dev.signalbox.probe.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds an answer against what a check expects of it. */
final class Inspection {

  private static final int LONGEST = 80;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final SmokeCheck.Http check;
  private final Target target;
  private final Answer answer;

  Inspection(SmokeCheck.Http check, Target target, Answer answer) {
    this.check = check;
    this.target = target;
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
    new TreeMap<>(check.answer().headers()).forEach((name, rule) -> all.add(header(name, rule)));
    all.addAll(body());
    all.add(Findings.latency(check, answer.took()));
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
    boolean met = check.answer().statuses().contains(seen);
    return new Finding(expectedStatus(), seen + (met ? "" : where), met);
  }

  private String expectedStatus() {
    return "status "
        + check.answer().statuses().stream()
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(" or "));
  }

  private Finding header(String name, TextRule rule) {
    List<String> seen = answer.response().headers().allValues(name);
    List<Finding> each =
        seen.stream().map(value -> Rule.look("a header", rule, value, target)).toList();
    String shown = Excerpt.of(name, LONGEST);
    String expected =
        rule instanceof TextRule.Is(String value)
            ? "header " + shown + ": " + Excerpt.of(target.filled(value), LONGEST)
            : Rule.look("header " + shown, rule, "", target).expected();
    return new Finding(
        expected,
        seen.isEmpty() ? "no such header" : quoted(String.join(", ", seen)),
        each.stream().anyMatch(Finding::met));
  }

  private List<Finding> body() {
    boolean read = !check.answer().body().isEmpty() || !check.answer().json().isEmpty();
    if (read && !answer.response().body().whole()) {
      return List.of(
          new Finding(
              "a body of at most " + Answer.LONGEST_BODY / 1024 + " KiB", "a longer one", false));
    }
    List<Finding> all = new ArrayList<>();
    for (TextRule rule : check.answer().body()) {
      all.add(Rule.look("a body", rule, answer.text(), target));
    }
    if (!check.answer().json().isEmpty()) {
      all.addAll(json());
    }
    return all;
  }

  private List<Finding> json() {
    try {
      JsonNode root = JSON.readTree(answer.response().body().bytes());
      List<Finding> all = new ArrayList<>();
      new TreeMap<>(check.answer().json())
          .forEach((pointer, rule) -> all.add(at(root, pointer, rule)));
      return all;
    } catch (JacksonException e) {
      String reason = Excerpt.of(e.getOriginalMessage(), LONGEST);
      return List.of(new Finding("a body in JSON", "none: " + reason, false));
    }
  }

  private Finding at(JsonNode root, String pointer, TextRule rule) {
    String place = " at JSON " + Excerpt.of(pointer, LONGEST);
    String expected =
        rule instanceof TextRule.Is(String value)
            ? quoted(target.filled(value)) + place
            : Rule.look("a text", rule, "", target).expected() + place;
    try {
      JsonNode node = root.at(JsonPointer.compile(pointer));
      String seen = node.isValueNode() ? node.asString() : node.toString();
      return node.isMissingNode()
          ? new Finding(expected, "nothing there", false)
          : new Finding(expected, quoted(seen), isMet(rule, seen));
    } catch (IllegalArgumentException _) {
      return new Finding(expected, "that is no JSON pointer: begin it with '/'", false);
    }
  }

  private boolean isMet(TextRule rule, String seen) {
    return rule instanceof TextRule.Is(String value)
        ? seen.equals(target.filled(value))
        : Rule.look("a text", rule, seen, target).met();
  }
}
