package dev.signalbox.chat.page;

import java.util.List;

/**
 * How the page is set up.
 *
 * @param labMode whether anybody at this machine may act as any of the people; only on loopback
 * @param people the names of the configured people, for the lab's choice of who acts
 * @param defaultPerson who acts in the lab until another one is chosen
 * @param users who may sign in outside of the lab
 * @param baseUrl where people find the page, for links in messages; without a slash at its end
 */
public record PageSettings(
    boolean labMode, List<String> people, String defaultPerson, PageUsers users, String baseUrl) {

  /** Refuses a lab without its people. */
  public PageSettings {
    people = List.copyOf(people);
    if (labMode && !people.contains(defaultPerson)) {
      throw new IllegalArgumentException(
          "the lab's default person '" + defaultPerson + "' is none of the people " + people);
    }
    if (baseUrl.endsWith("/")) {
      baseUrl = baseUrl.substring(0, baseUrl.length() - 1);
    }
  }
}
