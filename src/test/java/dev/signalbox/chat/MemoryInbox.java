package dev.signalbox.chat;

import dev.signalbox.port.Inbox;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An inbox in memory; it outlives a hearing as the database outlives the process. */
public final class MemoryInbox implements Inbox {
  private final Map<String, Instant> noted = new HashMap<>();

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
}
