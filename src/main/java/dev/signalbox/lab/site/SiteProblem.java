package dev.signalbox.lab.site;

/** Says why the lab does not do what it was asked; nothing was changed. */
public abstract sealed class SiteProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private SiteProblem(String message) {
    super(message);
  }

  /** There is no such lane, cluster, node or group. */
  public static final class Unknown extends SiteProblem {
    private static final long serialVersionUID = 1L;

    /** Names what is not there. */
    public Unknown(String message) {
      super(message);
    }
  }

  /** It does not fit what is there now. */
  public static final class Conflict extends SiteProblem {
    private static final long serialVersionUID = 1L;

    /** Says what is there. */
    public Conflict(String message) {
      super(message);
    }
  }
}
