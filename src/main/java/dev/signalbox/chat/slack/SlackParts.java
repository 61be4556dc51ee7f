package dev.signalbox.chat.slack;

import dev.signalbox.access.People;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/** What the ways into Slack and out of it share. */
public final class SlackParts {
  private final SlackSettings settings;
  private final InstantSource clock;
  private final Consumer<Duration> pause;
  private final SlackApi api;
  private final SlackHealth health = new SlackHealth();
  private final Pace pace;
  private final SlackBlocks blocks;
  private final SlackSeat seat;
  private final SlackMembers members;
  private final SlackTimeline timeline;
  private final SlackFiles files;
  private final SlackUploads uploads;
  private final SlackHistory history;

  /**
   * The parts for one workspace; asks Slack nothing yet.
   *
   * @param pause waits, so that tests own time
   */
  public SlackParts(
      SlackSettings settings, People people, InstantSource clock, Consumer<Duration> pause) {
    this.settings = settings;
    this.clock = clock;
    this.pause = pause;
    this.api = new SlackApi(settings);
    this.pace = new Pace(clock, pause);
    this.blocks = new SlackBlocks(people, settings.approving());
    this.seat = new SlackSeat(api, settings, health);
    this.members = new SlackMembers(api, clock);
    this.timeline = new SlackTimeline(api, pace, clock);
    this.files = new SlackFiles(api, health);
    this.uploads = new SlackUploads(files, timeline);
    this.history = new SlackHistory(api, timeline, seat, members, blocks, settings.approving());
  }

  SlackSettings settings() {
    return settings;
  }

  InstantSource clock() {
    return clock;
  }

  /** Waits. */
  void pause(Duration time) {
    pause.accept(time);
  }

  SlackApi api() {
    return api;
  }

  SlackHealth health() {
    return health;
  }

  Pace pace() {
    return pace;
  }

  SlackBlocks blocks() {
    return blocks;
  }

  SlackSeat seat() {
    return seat;
  }

  SlackMembers members() {
    return members;
  }

  SlackTimeline timeline() {
    return timeline;
  }

  SlackFiles files() {
    return files;
  }

  SlackUploads uploads() {
    return uploads;
  }

  SlackHistory history() {
    return history;
  }

  SlackGroups groups() {
    return new SlackGroups(api);
  }
}
