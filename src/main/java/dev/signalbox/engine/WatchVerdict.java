package dev.signalbox.engine;

/** What a look at production traffic says of the new version. */
public sealed interface WatchVerdict {
  /** Nothing speaks against it so far. */
  record GoesOn(String line) implements WatchVerdict {}

  /** It was watched long enough and held. */
  record Passed(String line) implements WatchVerdict {}

  /** It misbehaves. */
  record Failed(String reason) implements WatchVerdict {}

  /** Too little was seen to judge. */
  record Inconclusive(String reason) implements WatchVerdict {}
}
