package dev.signalbox.chat;

import dev.signalbox.port.Inbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An inbox in memory; it outlives a hearing as the database outlives the process. */
public final class MemoryInbox implements Inbox {
  private final Map<String, Instant> noted = new HashMap<>();
  private final Map<Long, Entry> deeds = new HashMap<>();
  private long count;

  private record Entry(Noted noted, Instant claimed) {}

  @Override
  public synchronized boolean first(String key, Instant now, Instant until) {
    if (has(key, now)) {
      return false;
    }
    noted.put(key, until);
    return true;
  }

  @Override
  public synchronized boolean has(String key, Instant now) {
    @Nullable Instant until = noted.get(key);
    return until != null && until.isAfter(now);
  }

  @Override
  public synchronized void forget(String key) {
    noted.remove(key);
  }

  /** Work that throws was killed before it came to anything. */
  @Override
  public <T> Optional<T> once(String key, Instant now, Instant until, Supplier<T> work) {
    if (has(key, now)) {
      return Optional.empty();
    }
    T result = work.get();
    return first(key, now, until) ? Optional.of(result) : Optional.empty();
  }

  @Override
  public <T> Optional<T> forgetting(String key, Instant now, Supplier<T> work) {
    if (!has(key, now)) {
      return Optional.empty();
    }
    T result = work.get();
    forget(key);
    return Optional.of(result);
  }

  @Override
  public synchronized Optional<Noted> note(
      String key, Deed deed, Instant now, Instant until, Instant claimed) {
    if (!first(key, now, until)) {
      return Optional.empty();
    }
    Noted fresh = new Noted(++count, deed, now);
    deeds.put(count, new Entry(fresh, claimed));
    return Optional.of(fresh);
  }

  @Override
  public <T> Optional<T> done(Noted it, Supplier<T> work) {
    T result = work.get();
    synchronized (this) {
      return deeds.remove(it.number()) == null ? Optional.empty() : Optional.of(result);
    }
  }

  @Override
  public synchronized List<Noted> left(String platform, Instant now, Instant claimed) {
    List<Noted> left = new ArrayList<>();
    for (long number = 1; number <= count; number++) {
      @Nullable Entry entry = deeds.get(number);
      if (entry != null
          && entry.noted().deed().platform().equals(platform)
          && !entry.claimed().isAfter(now)) {
        deeds.put(number, new Entry(entry.noted(), claimed));
        left.add(entry.noted());
      }
    }
    return left;
  }
}
