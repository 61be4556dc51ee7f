package dev.signalbox.chat.slack;

import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers the newest of what can come in the wrong order, of the last few thousand things. */
final class Latest {
  private static final int MOST = 5_000;

  private final Map<String, Long> newest =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST;
        }
      };

  /** Whether nothing newer of this came before; something that says no time is always new. */
  synchronized boolean isNewer(String thing, String ts) {
    long mark = SlackTimeline.mark(ts);
    Long before = newest.get(thing);
    if (before != null && mark != 0 && mark < before) {
      return false;
    }
    newest.put(thing, mark);
    return true;
  }
}
