package dev.signalbox.chat.discord;

import dev.signalbox.port.ChatPlatform.Health;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.SessionDisconnectEvent;
import net.dv8tion.jda.api.events.session.SessionInvalidateEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.requests.CloseCode;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection to Discord. JDA itself resumes a session that broke; what it gives up on,
 * such as a wrong token, is tried again from here, with the token as it is by then. Nobody's start
 * waits for it, and no failure ends it.
 */
final class Link extends ListenerAdapter implements AutoCloseable {
  /** None of them is privileged: channels and threads, and reactions. */
  static final EnumSet<GatewayIntent> INTENTS = EnumSet.of(GatewayIntent.GUILD_MESSAGE_REACTIONS);

  /** What the bot does in its channels, and nothing else. */
  static final EnumSet<Permission> PERMISSIONS =
      EnumSet.of(
          Permission.VIEW_CHANNEL,
          Permission.MESSAGE_SEND,
          Permission.MESSAGE_SEND_IN_THREADS,
          Permission.CREATE_PUBLIC_THREADS,
          Permission.MESSAGE_EMBED_LINKS,
          Permission.MESSAGE_ATTACH_FILES,
          Permission.MESSAGE_HISTORY,
          Permission.MESSAGE_ADD_REACTION,
          Permission.MESSAGE_EXT_EMOJI);

  /** What the link is called among what is wrong. */
  static final String WHERE = "gateway";

  private static final Logger LOG = LoggerFactory.getLogger(Link.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** How soon another token is seen. */
  private static final Duration LOOK_AT_TOKEN = Duration.ofSeconds(15);

  /**
   * What was refused as it is, is so again: Discord takes away the token of a bot that identifies
   * too often in a day, so the same is tried once an hour at most.
   */
  private static final Duration REFUSED_PAUSE = Duration.ofHours(1);

  private static final int MOST_DOUBLINGS = 6;

  private final DiscordSettings settings;
  private final Troubles troubles;
  private final ScheduledExecutorService timer;
  private final Semaphore again = new Semaphore(0);
  private final CountDownLatch outcome = new CountDownLatch(1);
  private volatile Optional<JDA> jda = Optional.empty();
  private volatile boolean ready;
  private volatile boolean refused;
  private volatile boolean closed;
  private boolean invited;

  Link(DiscordSettings settings, Troubles troubles, ScheduledExecutorService timer) {
    this.settings = settings;
    this.troubles = troubles;
    this.timer = timer;
  }

  /** Begins to connect; what happens is told to these listeners. */
  void start(List<? extends EventListener> listeners) {
    Thread.ofVirtual().name("discord link").start(() -> keep(listeners));
  }

  /** What can be asked and told now; empty while its guilds are not known. */
  Optional<JDA> jda() {
    return ready ? jda : Optional.empty();
  }

  /** As whom it is connected, and to how many servers. */
  Health health() {
    return jda()
        .<Health>map(connected -> new Health.Well(Words.connected(connected)))
        .orElseGet(() -> new Health.Troubled(Words.STARTING.state(), Words.STARTING.remedy()));
  }

  /** Waits until it is connected, or could not be. */
  void awaitOutcome(Duration limit) {
    try {
      var _ = outcome.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    Optional<JDA> last = jda;
    ready = false;
    last.ifPresent(JDA::shutdownNow);
    again.release();
  }

  private void keep(List<? extends EventListener> listeners) {
    int failures = 0;
    while (!closed) {
      String used = "";
      refused = false;
      Duration pause = LOOK_AT_TOKEN;
      try {
        used = token();
        connect(used, listeners);
        failures = ready ? 0 : failures;
      } catch (InvalidTokenException _) {
        refused = true;
        troubles.met(WHERE, Words.WRONG_TOKEN);
      } catch (NoToken e) {
        troubles.met(WHERE, Words.noToken(e));
      } catch (RuntimeException e) {
        troubles.met(WHERE, Words.unreachable(settings.api(), e));
        pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures++, MOST_DOUBLINGS));
      }
      ready = false;
      jda = Optional.empty();
      outcome.countDown();
      if (refused) {
        restUntilAnother(used);
      } else {
        rest(pause);
      }
    }
  }

  /** Returns when JDA gives the connection up, which its last event tells. */
  private void connect(String token, List<? extends EventListener> listeners) {
    JDA next = builder(token, listeners).build();
    jda = Optional.of(next);
    if (closed) {
      next.shutdownNow();
    }
    again.acquireUninterruptibly();
  }

  private void restUntilAnother(String token) {
    long looks = REFUSED_PAUSE.dividedBy(LOOK_AT_TOKEN);
    for (long look = 0; look < looks && !closed && is(token); look++) {
      rest(LOOK_AT_TOKEN);
    }
  }

  private boolean is(String token) {
    try {
      return token().equals(token);
    } catch (NoToken _) {
      return false;
    }
  }

  private void rest(Duration pause) {
    if (closed) {
      return;
    }
    again.drainPermits();
    var _ = timer.schedule(() -> again.release(), pause.toMillis(), TimeUnit.MILLISECONDS);
    again.acquireUninterruptibly();
  }

  private static final class NoToken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoToken(String remedy) {
      super(remedy);
    }
  }

  private String token() {
    try {
      return settings.token().get();
    } catch (IllegalStateException e) {
      throw new NoToken(String.valueOf(e.getMessage()));
    }
  }

  private JDABuilder builder(String token, List<? extends EventListener> listeners) {
    JDABuilder builder =
        JDABuilder.createLight(token, INTENTS)
            .setRestConfig(new RestConfig().setBaseUrl(settings.api().toString()))
            .setEnableShutdownHook(false)
            .addEventListeners(this);
    listeners.forEach(builder::addEventListeners);
    gateway()
        .ifPresent(
            gateway ->
                builder.setSessionController(
                    new ConcurrentSessionController() {
                      @Override
                      public String getGateway() {
                        return gateway.toString();
                      }
                    }));
    return builder;
  }

  /** Where the gateway is, if it is not Discord's own: as configured, or as the API says. */
  private Optional<URI> gateway() {
    return settings.gateway().isPresent() || settings.api().equals(DiscordSettings.API)
        ? settings.gateway()
        : Optional.of(Seek.gateway(settings.api()));
  }

  @Override
  public void onReady(ReadyEvent event) {
    up(event.getJDA());
  }

  @Override
  public void onSessionRecreate(SessionRecreateEvent event) {
    up(event.getJDA());
  }

  @Override
  public void onSessionResume(SessionResumeEvent event) {
    up(event.getJDA());
  }

  @Override
  public void onSessionInvalidate(SessionInvalidateEvent event) {
    // Its guilds are unknown until the session is made anew.
    ready = false;
  }

  @Override
  public void onSessionDisconnect(SessionDisconnectEvent event) {
    if (!closed) {
      troubles.met(WHERE, Words.disconnected(event.getCloseCode()));
    }
  }

  @Override
  public void onShutdown(ShutdownEvent event) {
    CloseCode code = event.getCloseCode();
    if (!closed) {
      refused = code != null && !code.isReconnect();
      troubles.met(WHERE, Words.gaveUp(code));
    }
    again.release();
  }

  private void up(JDA connected) {
    jda = Optional.of(connected);
    ready = true;
    troubles.over(WHERE);
    outcome.countDown();
    if (!invited) {
      invited = true;
      LOG.info(
          "Discord: connected as {}. Invite the bot with {}",
          connected.getSelfUser().getName(),
          Words.invite(connected.getSelfUser().getApplicationId()));
    }
  }
}
