package dev.signalbox.chat.discord;

import dev.signalbox.chat.CatchingUp;
import dev.signalbox.operation.Channel;
import dev.signalbox.port.ChatHistory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.dv8tion.jda.api.events.channel.ChannelCreateEvent;
import net.dv8tion.jda.api.events.guild.GuildAvailableEvent;
import net.dv8tion.jda.api.events.guild.GuildJoinEvent;
import net.dv8tion.jda.api.events.guild.GuildReadyEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done whenever the connection is there again: what waits to be said is said, and what
 * people did meanwhile is read back, until it could be.
 */
final class Awake extends ListenerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Awake.class);
  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final Duration AFTER_PROMPT = Duration.ofSeconds(2);

  private final Places places;
  private final CatchingUp catchingUp;
  private final ChatHistory history;
  private final CatchingUp.Teller teller;
  private final Runnable deliver;
  private final ScheduledExecutorService timer;
  private final Executor executor;
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

  Awake(
      Places places,
      CatchingUp catchingUp,
      ChatHistory history,
      CatchingUp.Teller teller,
      Runnable deliver,
      ScheduledExecutorService timer,
      Executor executor) {
    this.places = places;
    this.catchingUp = catchingUp;
    this.history = history;
    this.teller = teller;
    this.deliver = deliver;
    this.timer = timer;
    this.executor = executor;
  }

  @Override
  public void onReady(ReadyEvent event) {
    wake();
  }

  @Override
  public void onSessionRecreate(SessionRecreateEvent event) {
    wake();
  }

  @Override
  public void onSessionResume(SessionResumeEvent event) {
    wake();
  }

  @Override
  public void onGuildReady(GuildReadyEvent event) {
    deliver.run();
  }

  @Override
  public void onGuildAvailable(GuildAvailableEvent event) {
    wake();
  }

  @Override
  public void onGuildJoin(GuildJoinEvent event) {
    wake();
  }

  @Override
  public void onChannelCreate(ChannelCreateEvent event) {
    deliver.run();
  }

  private void wake() {
    deliver.run();
    places.channels().forEach(this::readBack);
  }

  /** Reads a channel back, once for all who ask while it is being read. */
  void readBack(Channel channel) {
    AtomicInteger waiting = asked.computeIfAbsent(channel.name(), _ -> new AtomicInteger());
    if (waiting.getAndIncrement() == 0) {
      executor.execute(() -> readUntilNobodyAsks(channel, waiting));
    }
  }

  /** Somebody may react before it is written down which message it is that they react to. */
  void afterPrompt(Channel channel) {
    readBackIn(AFTER_PROMPT, channel);
  }

  private void readBackIn(Duration time, Channel channel) {
    var _ = timer.schedule(() -> readBack(channel), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void readUntilNobodyAsks(Channel channel, AtomicInteger waiting) {
    int answered;
    do {
      answered = waiting.get();
      boolean done;
      try {
        done = catchingUp.with(channel, history, teller);
      } catch (RuntimeException e) {
        LOG.error("{} cannot be read back yet", channel.name(), e);
        done = false;
      }
      if (!done) {
        readBackIn(AGAIN, channel);
      }
    } while (waiting.addAndGet(-answered) > 0);
  }
}
