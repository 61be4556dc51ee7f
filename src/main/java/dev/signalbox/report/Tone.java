package dev.signalbox.report;

/** How a message is meant. */
public enum Tone {
  /** Neither good nor bad. */
  NEUTRAL("·"),
  /** Something goes on. */
  RUNNING("●"),
  /** It went well. */
  GOOD("✔"),
  /** People are asked. */
  ASKING("⏸"),
  /** It went wrong, or may. */
  BAD("✖");

  private final String sign;

  Tone(String sign) {
    this.sign = sign;
  }

  /** What a platform puts before the text, so that a colour never carries the meaning alone. */
  public String sign() {
    return sign;
  }
}
