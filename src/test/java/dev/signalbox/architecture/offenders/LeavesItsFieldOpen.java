package dev.signalbox.architecture.offenders;

public final class LeavesItsFieldOpen {
  public int open;
}
