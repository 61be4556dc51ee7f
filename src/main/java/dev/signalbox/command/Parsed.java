package dev.signalbox.command;

/** What became of a line. */
public sealed interface Parsed {

  /** It was understood. */
  record Understood(Command command) implements Parsed {}

  /**
   * It was not.
   *
   * @param reason what was wrong with it, with the usage or what may have been meant
   */
  record NotUnderstood(String reason) implements Parsed {}

  /** It is not meant for the bot: talk between people, or empty. */
  record NotForUs() implements Parsed {}
}
