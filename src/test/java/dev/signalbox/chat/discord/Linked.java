package dev.signalbox.chat.discord;

import dev.signalbox.chat.discord.strict.StrictDiscord;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import net.dv8tion.jda.api.events.channel.ChannelCreateEvent;
import net.dv8tion.jda.api.events.channel.ChannelDeleteEvent;
import net.dv8tion.jda.api.events.channel.update.ChannelUpdateArchivedEvent;
import net.dv8tion.jda.api.events.guild.override.PermissionOverrideUpdateEvent;
import net.dv8tion.jda.api.events.role.RoleCreateEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.hooks.EventListener;
import org.jspecify.annotations.Nullable;

/** The adapter's posting side, connected to a strict Discord by the real JDA. */
final class Linked implements AutoCloseable {
  static final String ANNA = "2000000000000000001";

  final StrictDiscord discord;
  final String guild;
  String channel;
  final Troubles troubles = new Troubles();
  private final ScheduledExecutorService timer;
  private boolean knowsGateway = true;
  private final Semaphore seen = new Semaphore(0);
  private @Nullable Link link;
  private @Nullable DiscordPlatform platform;

  Linked() {
    this(Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory()));
  }

  /** Connects again when this timer says so. */
  Linked(ScheduledExecutorService timer) {
    this.timer = timer;
    discord = new StrictDiscord(InstantSource.system()).start();
    discord.limit(1_000, Duration.ofSeconds(1));
    discord.globalLimit(10_000, Duration.ofSeconds(1));
    guild = discord.crowd().guild("team");
    channel = discord.crowd().channel(guild, "deployments");
    discord.crowd().member(guild, ANNA, "anna");
    connect();
  }

  /** A channel that nobody has used. */
  void freshChannel() {
    channel = discord.crowd().channel(guild, "deployments");
    awaitChannel(channel);
  }

  /** A new process: whatever was in memory is gone. */
  void connect() {
    CountDownLatch ready = new CountDownLatch(1);
    EventListener awaited =
        event -> {
          if (event instanceof ReadyEvent) {
            ready.countDown();
          }
          if (event instanceof ChannelCreateEvent
              || event instanceof PermissionOverrideUpdateEvent
              || event instanceof ChannelUpdateArchivedEvent
              || event instanceof ChannelDeleteEvent
              || event instanceof RoleCreateEvent) {
            seen.release();
          }
        };
    start(StrictDiscord.TOKEN, awaited);
    awaitLatch(ready, "the bot to be connected");
  }

  /** Waits until the bot knows a channel. */
  void awaitChannel(String id) {
    awaitSeen(
        "the channel",
        () -> link().jda().filter(j -> j.getTextChannelById(id) != null).isPresent());
  }

  /** Waits until the bot knows a role. */
  void awaitRole(String id) {
    awaitSeen("the role", () -> link().jda().filter(j -> j.getRoleById(id) != null).isPresent());
  }

  /** Waits until the bot has heard that something about a channel changed. */
  void awaitUpdate() {
    AtomicBoolean looked = new AtomicBoolean();
    awaitSeen("an update", () -> looked.getAndSet(true));
  }

  private void awaitSeen(String what, BooleanSupplier isSo) {
    while (!isSo.getAsBoolean()) {
      try {
        if (!seen.tryAcquire(20, TimeUnit.SECONDS)) {
          throw new AssertionError(what + ": " + troubles.present() + discord.gatewayLog());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(what, e);
      }
    }
  }

  private void awaitLatch(CountDownLatch latch, String what) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError(what + ": " + troubles.present() + discord.gatewayLog());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(what, e);
    }
  }

  /** Waits until something is wrong; looks again whenever Discord is asked or told something. */
  void awaitTrouble() {
    discord.awaitThat("trouble", () -> !troubles.present().isEmpty());
  }

  /** Waits until nothing is wrong any more. */
  void awaitWell() {
    discord.awaitThat("no trouble", () -> troubles.present().isEmpty());
  }

  /** From now on it has to be asked where the gateway is. */
  void forgetGateway() {
    knowsGateway = false;
  }

  /** Begins to connect, and waits for nothing. */
  void start(String token, EventListener... listeners) {
    start(() -> token, listeners);
  }

  /** Begins to connect, with the token as it is by then. */
  void start(Supplier<String> token, EventListener... listeners) {
    Map<String, String> accounts = Map.of("approver", ANNA);
    DiscordSettings settings =
        new DiscordSettings(
            token,
            URI.create(discord.restUrl()),
            knowsGateway ? Optional.of(URI.create(discord.gatewayUrl())) : Optional.empty(),
            Set.of("✅"),
            name -> Optional.ofNullable(accounts.get(name)));
    Link next = new Link(settings, troubles, timer);
    link = next;
    platform = new DiscordPlatform(next, settings, troubles);
    next.start(List.of(listeners));
  }

  DiscordPlatform platform() {
    return Objects.requireNonNull(platform);
  }

  Link link() {
    return Objects.requireNonNull(link);
  }

  void disconnect() {
    link().close();
  }

  @Override
  public void close() {
    link().close();
    discord.close();
    timer.shutdownNow();
  }
}
