package dev.signalbox.lab.node;

/** Says why a node did not start; the message is fit to be shown to people. */
public final class NodeStartException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Takes the reason. */
  public NodeStartException(String reason) {
    super(reason);
  }

  /** Takes the reason and what was behind it. */
  public NodeStartException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
