package dev.signalbox.port;

/** What a contract does to the line between an adapter and what it speaks to. */
public interface Line {
  /** From now on nobody answers. */
  void cutOff();

  /** The next change is made, and its answer is lost. */
  void loseNextAnswer();
}
