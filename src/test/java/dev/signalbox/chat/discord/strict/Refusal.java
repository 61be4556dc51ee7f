package dev.signalbox.chat.discord.strict;

import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** What Discord answers instead of doing what it was asked: a status and its own error code. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int code;
  private final TreeMap<String, String> fields = new TreeMap<>();

  Refusal(int status, int code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** A body that does not fit; the field is named as Discord names it. */
  static Refusal invalid(String field, String problem) {
    Refusal refusal = new Refusal(400, 50035, "Invalid Form Body");
    refusal.fields.put(field, problem);
    return refusal;
  }

  static Refusal unknown(int code, String what) {
    return new Refusal(404, code, "Unknown " + what);
  }

  static Refusal missingPermissions() {
    return new Refusal(403, 50013, "Missing Permissions");
  }

  static Refusal missingAccess() {
    return new Refusal(403, 50001, "Missing Access");
  }

  int status() {
    return status;
  }

  ObjectNode body() {
    ObjectNode body = Json.object().put("message", getMessage()).put("code", code);
    fields.forEach(
        (field, problem) -> {
          ObjectNode at = body.withObjectProperty("errors");
          for (String step : field.split("\\.", -1)) {
            at = at.withObjectProperty(step);
          }
          at.putArray("_errors").addObject().put("code", "INVALID").put("message", problem);
        });
    return body;
  }

  /** For whoever reads what was refused. */
  String told() {
    return status + " " + code + " " + getMessage() + " " + fields;
  }
}
