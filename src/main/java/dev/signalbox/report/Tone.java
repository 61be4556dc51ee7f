package dev.signalbox.report;

/** How a message is meant; always said in words or a sign too, never by colour alone. */
public enum Tone {
  /** Neither good nor bad. */
  NEUTRAL,
  /** Something goes on. */
  RUNNING,
  /** It went well. */
  GOOD,
  /** People are asked. */
  ASKING,
  /** It went wrong, or may. */
  BAD
}
