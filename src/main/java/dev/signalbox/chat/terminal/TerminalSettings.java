package dev.signalbox.chat.terminal;

/**
 * How the terminal is set up.
 *
 * @param channel the configured channel's name
 * @param person who speaks when a line names nobody
 * @param actAsOthers whether {@code @name} before a line says it as somebody else; for the lab
 *     only, since it asks for no password
 * @param page where the channel page is, for the banner; empty text for none
 */
public record TerminalSettings(String channel, String person, boolean actAsOthers, String page) {

  /** What stands before the line that is typed. */
  String prompt() {
    return person + " in #" + channel + " ▸ ";
  }
}
