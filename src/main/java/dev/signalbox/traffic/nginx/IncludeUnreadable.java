package dev.signalbox.traffic.nginx;

/** The include is not as we need it; somebody has edited it, or it never was. */
final class IncludeUnreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /** What is missing or wrong, in words that go on after "the include … cannot be used: ". */
  IncludeUnreadable(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** What is missing or wrong. */
  String reason() {
    return reason;
  }
}
