package dev.signalbox.chat.page;

import dev.signalbox.chat.page.ChannelFeed.Frame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One open page, following one channel: first what it missed, then what comes. It takes a bounded
 * number of changes that its reader has not fetched; after that it ends, and the browser, which
 * knows what it had, comes back for the rest.
 */
final class Subscription implements AutoCloseable {

  /** What comes next. */
  sealed interface Next {
    /** A change. */
    record Changed(Frame frame) implements Next {}

    /** Nothing for a while. */
    record Quiet() implements Next {}

    /** Nothing will come any more. */
    record Ended() implements Next {}
  }

  /** How many changes may wait for a slow reader. */
  static final int BACKLOG = 256;

  private static final Frame END = new Frame(Long.MAX_VALUE, "");

  private final ChannelFeed feed;
  private final BlockingQueue<Frame> queue = new ArrayBlockingQueue<>(BACKLOG);
  private final Deque<Frame> missed = new ArrayDeque<>();
  private volatile boolean ended;
  private boolean caughtUp;
  private long cursor;

  Subscription(ChannelFeed feed, long after) {
    this.feed = feed;
    this.cursor = after;
  }

  /** Whether the reader knows more than the archive has: the archive is not the one it knew. */
  boolean isAheadOfArchive() {
    return cursor > feed.sequence();
  }

  /** Waits for what comes next. */
  Next next(Duration patience) throws InterruptedException {
    if (ended) {
      return new Next.Ended();
    }
    if (missed.isEmpty() && !caughtUp) {
      catchUp();
    }
    if (!missed.isEmpty()) {
      return changed(missed.remove());
    }
    while (!ended) {
      Frame frame = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (frame == null) {
        return new Next.Quiet();
      }
      if (!ended && frame.sequence() > cursor) {
        return changed(frame);
      }
    }
    return new Next.Ended();
  }

  /** Takes a change without waiting; ends the subscription when too many wait already. */
  void offer(Frame frame) {
    if (!ended && !queue.offer(frame)) {
      end();
    }
  }

  /** Ends it, from any thread; what waits is dropped. */
  void end() {
    ended = true;
    queue.clear();
    // Wakes the reader; when the queue has been filled again meanwhile, that wakes it too.
    boolean _ = queue.offer(END);
  }

  @Override
  public void close() {
    feed.unsubscribe(this);
  }

  private void catchUp() {
    List<Frame> page = feed.read(cursor);
    missed.addAll(page);
    caughtUp = page.size() < ChannelFeed.PAGE;
  }

  private Next changed(Frame frame) {
    cursor = frame.sequence();
    return new Next.Changed(frame);
  }
}
