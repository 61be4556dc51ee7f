package dev.signalbox.chat.slack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** A clock whose time passes when somebody waits. */
final class Steps implements InstantSource {
  private Instant now = Instant.parse("2026-11-21T14:00:00Z");

  @Override
  public synchronized Instant instant() {
    return now;
  }

  synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  static SlackSettings settings(StrictSlack slack) {
    return settings(slack, SlackSettings.INTERVAL);
  }

  static SlackSettings settings(StrictSlack slack, Duration interval) {
    return new SlackSettings(
        new SlackSettings.Door.SocketMode(StrictSlack.APP_TOKEN),
        StrictSlack.BOT_TOKEN,
        Optional.empty(),
        Optional.of(StrictSlack.APP),
        Set.of("white_check_mark", "shipit"),
        slack.api(),
        interval);
  }
}
