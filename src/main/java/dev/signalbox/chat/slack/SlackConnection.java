package dev.signalbox.chat.slack;

import com.slack.api.bolt.App;
import dev.signalbox.chat.CatchingUp;
import dev.signalbox.chat.Hearing;
import dev.signalbox.command.Vocabulary;
import dev.signalbox.operation.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What comes in from Slack, from the start of the bot to its end. Starting never fails: a Slack
 * that cannot be reached is tried again, and the health says so meanwhile.
 */
public final class SlackConnection implements AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(3);
  private static final int LOOKS_AT_CHANNELS = 60;
  private static final int LOOKS_AT_FILES = 10;

  /** What people do is handed on to these. */
  public record Hearers(Hearing hearing, CatchingUp catchingUp, Vocabulary vocabulary) {}

  private final SlackParts parts;
  private final SlackChannels channels;
  private final App app;
  private final Optional<SlackSocket> socket;
  private final ScheduledExecutorService timer;
  private final Turns turns = new Turns();
  private final AtomicBoolean looking = new AtomicBoolean();
  private final AtomicInteger looks = new AtomicInteger();
  private volatile boolean running;
  private volatile boolean listening;

  /** A connection that is not started. */
  public SlackConnection(
      SlackParts parts, List<Channel> channels, Hearers hearers, ScheduledExecutorService timer) {
    this.parts = parts;
    this.timer = timer;
    this.channels = new SlackChannels(channels, hearers.catchingUp(), parts);
    SlackEntrance entrance =
        new SlackEntrance(parts, this.channels, hearers.vocabulary(), hearers.hearing(), turns);
    this.app = new SlackBolt(parts, entrance).app();
    this.socket =
        switch (parts.settings().door()) {
          case SlackSettings.Door.SocketMode(String token) ->
              Optional.of(new SlackSocket(parts, token, app, () -> listening = true, this::missed));
          case SlackSettings.Door.Http _ -> Optional.empty();
        };
    this.listening = socket.isEmpty();
  }

  /** The Bolt app, for the servlet. */
  App app() {
    return app;
  }

  /** Begins to listen; returns at once. */
  public void start() {
    running = true;
    var _ =
        timer.scheduleWithFixedDelay(this::lookAside, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void missed() {
    listening = false;
    channels.missed();
  }

  /** Slack may be slow, and the timer is everybody's. */
  private void lookAside() {
    if (running && looking.compareAndSet(false, true)) {
      Thread.ofVirtual().name("slack looks").start(this::look);
    }
  }

  private void look() {
    try {
      Optional<SlackSeat.Seat> seat = parts.seat().find();
      socket.ifPresent(SlackSocket::look);
      parts.uploads().next();
      int number = seat.isPresent() ? looks.getAndIncrement() : 1;
      if (number % LOOKS_AT_FILES == 0) {
        parts.uploads().again();
      }
      if (number % LOOKS_AT_CHANNELS == 0) {
        parts.seat().look();
        parts.seat().lookAt(channels.all());
      }
      if (seat.isPresent() && listening && running) {
        channels.catchUp();
      }
    } finally {
      looking.set(false);
    }
  }

  /** Stops to listen; what was heard is still done. */
  @Override
  public void close() {
    running = false;
    socket.ifPresent(SlackSocket::close);
    turns.close();
  }
}
