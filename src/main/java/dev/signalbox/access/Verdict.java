package dev.signalbox.access;

/** Whether something is allowed, or why not. */
public sealed interface Verdict {

  /** It is allowed. */
  record Allowed() implements Verdict {}

  /**
   * It is not.
   *
   * @param rule the named rule that said no
   * @param reason what the person reads and the journal keeps, unchanged
   */
  record Denied(String rule, String reason) implements Verdict {}
}
