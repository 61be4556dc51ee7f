package dev.signalbox.lab.http;

/** Says that a port of the lab is in use by something else, and what to do about it. */
public final class PortTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int port;

  /** Composes the message from the port and what the lab wanted it for. */
  public PortTakenException(int port, String purpose, Throwable cause) {
    super(
        "Port %d (%s) is taken. Stop what listens there (ss -ltnp 'sport = :%d' names it), or set another port; 0 takes any free one."
            .formatted(port, purpose, port),
        cause);
    this.port = port;
  }

  /** The port that is taken. */
  public int port() {
    return port;
  }
}
