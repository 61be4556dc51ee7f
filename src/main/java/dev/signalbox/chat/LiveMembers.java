package dev.signalbox.chat;

import dev.signalbox.access.GroupMembers;
import dev.signalbox.access.Identity;
import dev.signalbox.access.People;
import dev.signalbox.port.ChatGroups;
import dev.signalbox.port.ChatPlatform;
import dev.signalbox.port.PortFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The platforms' groups that hold roles: read again before each decision when what is known is
 * older than {@link #FRESH}, and by itself so that prompts name everybody. What is older than
 * {@link #USABLE}, because its platform did not answer, counts for nothing.
 */
public final class LiveMembers implements GroupMembers, AutoCloseable {
  /** How old a reading may be for a decision without asking the platform again. */
  static final Duration FRESH = Duration.ofSeconds(15);

  /** How old a reading may be at all. */
  static final Duration USABLE = Duration.ofMinutes(1);

  private static final Duration PERIOD = Duration.ofSeconds(40);
  private static final Logger LOG = LoggerFactory.getLogger(LiveMembers.class);

  private record Read(Instant at, Reading reading) {}

  private final People people;
  private final Set<String> groups;
  private final Map<String, ChatPlatform> platforms;
  private final Timing timing;
  private final Map<String, Read> known = new ConcurrentHashMap<>();
  private @Nullable ScheduledFuture<?> period;

  /**
   * Reads these groups of these platforms.
   *
   * @param groups each platform and id, such as {@code slack:S0614TZR7}
   */
  public LiveMembers(
      People people, Set<String> groups, List<ChatPlatform> platforms, Timing timing) {
    this.people = people;
    this.groups = Set.copyOf(groups);
    this.timing = timing;
    this.platforms =
        platforms.stream()
            .collect(Collectors.toUnmodifiableMap(ChatPlatform::platform, Function.identity()));
  }

  /** Begins to read by itself; nothing to do where no group of a platform holds a role. */
  public void start() {
    if (!groups.isEmpty()) {
      Runnable look = () -> Thread.ofVirtual().name("group members").start(this::lookAgain);
      period =
          timing.timer().scheduleWithFixedDelay(look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    if (period != null) {
      period.cancel(false);
    }
  }

  @Override
  public Reading of(String group) {
    Read read = known.get(group);
    if (read == null) {
      return new Reading.Unreadable("its members were not read yet");
    }
    return age(read).compareTo(USABLE) <= 0
        ? read.reading()
        : new Reading.Unreadable("what is known of its members is too old");
  }

  /** All at once, so that a slow platform is waited for only once. */
  @Override
  public void lookAgain() {
    List<String> aged = groups.stream().filter(this::isAged).toList();
    if (aged.isEmpty()) {
      return;
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      aged.forEach(group -> threads.execute(() -> read(group)));
    }
  }

  private boolean isAged(String group) {
    Read read = known.get(group);
    return read == null
        || read.reading() instanceof Reading.Unreadable
        || age(read).compareTo(FRESH) > 0;
  }

  private void read(String group) {
    String platform = group.substring(0, group.indexOf(':'));
    Instant at = timing.now();
    try {
      Optional<ChatGroups> reader =
          Optional.ofNullable(platforms.get(platform)).flatMap(ChatPlatform::groups);
      if (reader.isEmpty()) {
        note(group, at, new Reading.Unreadable("no " + platform + " is configured"));
        return;
      }
      Set<String> members =
          reader.get().members(group.substring(platform.length() + 1), accounts(platform));
      note(group, at, new Reading.Known(identities(platform, members)));
    } catch (PortFailure failure) {
      failed(group, at, failure.reason());
    } catch (RuntimeException e) {
      LOG.error("the members of {} could not be read", group, e);
      failed(group, at, "an error inside, see the log");
    }
  }

  private void note(String group, Instant at, Reading reading) {
    known.put(group, new Read(at, reading));
  }

  /**
   * What is known stays usable for its time; where there is nothing, the reason is what is known.
   */
  private void failed(String group, Instant at, String reason) {
    LOG.warn("the members of {} cannot be read: {}", group, reason);
    Read before = known.get(group);
    if (before == null
        || before.reading() instanceof Reading.Unreadable
        || age(before).compareTo(USABLE) > 0) {
      note(group, at, new Reading.Unreadable(reason));
    }
  }

  private Duration age(Read read) {
    return Duration.between(read.at(), timing.now());
  }

  private Set<String> accounts(String platform) {
    return people.people().stream()
        .flatMap(person -> person.identities().stream())
        .filter(identity -> identity.platform().equals(platform))
        .map(Identity::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Set<Identity> identities(String platform, Set<String> members) {
    return accounts(platform).stream()
        .filter(members::contains)
        .map(id -> new Identity(platform, id))
        .collect(Collectors.toUnmodifiableSet());
  }
}
