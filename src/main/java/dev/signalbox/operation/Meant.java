package dev.signalbox.operation;

/** What was meant by something said in short, or why that is not clear. */
sealed interface Meant<T> {

  /** This was meant. */
  record One<T>(T value) implements Meant<T> {}

  /** It is not clear, or not to be had here; the reason names the choices. */
  record Unclear<T>(String reason) implements Meant<T> {}
}
