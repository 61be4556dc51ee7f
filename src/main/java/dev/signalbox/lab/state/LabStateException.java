package dev.signalbox.lab.state;

/** Says that the lab's memory cannot be read or written, with the file and the remedy. */
public final class LabStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Takes the message as people read it. */
  public LabStateException(String message) {
    super(message);
  }

  /** Takes the message as people read it, and what was behind it. */
  public LabStateException(String message, Throwable cause) {
    super(message, cause);
  }
}
