package dev.signalbox.port;

import org.jspecify.annotations.Nullable;

/** An outage at the edge; what it says about the effect is its type. */
public abstract sealed class PortFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  private PortFailure(String reason, @Nullable Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  /** What went wrong, in words for the channel. */
  public String reason() {
    return reason;
  }

  /** Nobody answered, or not in time, and nothing was asked to change: safe to ask again. */
  public static final class Unreachable extends PortFailure {
    private static final long serialVersionUID = 1L;

    /** What could not be reached, and what to look at. */
    public Unreachable(String reason, @Nullable Throwable cause) {
      super(reason, cause);
    }
  }

  /** A change was asked for and its answer is lost: it may or may not have been applied. */
  public static final class OutcomeUnknown extends PortFailure {
    private static final long serialVersionUID = 1L;

    /** What was asked for, and of whom. */
    public OutcomeUnknown(String reason, @Nullable Throwable cause) {
      super(reason, cause);
    }
  }
}
