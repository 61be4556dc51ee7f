package dev.signalbox.traffic.command;

import tools.jackson.databind.JsonNode;

/** What a router's program answered, by its exit code. */
sealed interface Reply {

  /**
   * 0: it is so.
   *
   * @param answer what it printed; missing where it printed nothing
   */
  record Good(JsonNode answer) implements Reply {}

  /**
   * 10: something else is live, and nothing was changed.
   *
   * @param live what is; empty text where it does not say
   */
  record Mismatch(String live) implements Reply {}

  /** 11: the router refused, or it was not even asked; nothing was changed. */
  record Refused(String reason) implements Reply {}
}
