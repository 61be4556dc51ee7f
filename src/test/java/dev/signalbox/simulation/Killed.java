package dev.signalbox.simulation;

/** The process is gone; no catch block of a program survives that, so it is an error. */
public final class Killed extends Error {
  private static final long serialVersionUID = 1L;

  Killed() {
    super("the process is gone", null, false, false);
  }
}
