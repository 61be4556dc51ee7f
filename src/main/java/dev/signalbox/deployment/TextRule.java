package dev.signalbox.deployment;

/** What a text must be. */
public sealed interface TextRule {

  /** Exactly this. */
  record Is(String text) implements TextRule {}

  /** This is somewhere in it. */
  record Contains(String text) implements TextRule {}

  /**
   * This regular expression of {@link java.util.regex.Pattern} is found in it.
   *
   * @param regex in which {@code {version}} and the like stand for themselves, quoted
   */
  record Matches(String regex) implements TextRule {}
}
