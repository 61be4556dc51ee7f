package dev.signalbox.chat.page;

import dev.signalbox.port.ChannelArchive;
import dev.signalbox.port.ChannelArchive.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a channel's archive forward, once for all open pages, and hands each change to them. It is
 * woken by {@link #ring}, and looks by itself now and then for what another instance wrote. Its
 * thread is never interrupted: it may be inside the database, which an interrupt would close.
 */
final class ChannelFeed {

  /** Entries read at once. */
  static final int PAGE = 200;

  private static final Logger log = LoggerFactory.getLogger(ChannelFeed.class);

  private final String address;
  private final ChannelArchive archive;
  private final PageJson json;
  private final Duration poll;
  private final Semaphore bell = new Semaphore(0);
  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private boolean failing;
  private long told;

  ChannelFeed(String address, ChannelArchive archive, PageJson json, Duration poll) {
    this.address = address;
    this.archive = archive;
    this.json = json;
    this.poll = poll;
  }

  void start() {
    Thread.ofVirtual().name("page-feed-" + address).start(this::follow);
  }

  /** Something has changed. */
  void ring() {
    bell.release();
  }

  /** Ends every subscription, and the feed. */
  void close() {
    closed = true;
    subscriptions.forEach(Subscription::end);
    ring();
  }

  Subscription subscribe(long after) {
    Subscription subscription = new Subscription(this, after);
    register(subscription);
    return subscription;
  }

  void unsubscribe(Subscription subscription) {
    subscriptions.remove(subscription);
  }

  /** What a subscription has to catch up with. */
  List<Frame> read(long after) {
    return archive.after(address, after, PAGE).stream().map(this::frame).toList();
  }

  long sequence() {
    return archive.sequence(address);
  }

  private synchronized void register(Subscription subscription) {
    if (subscriptions.isEmpty()) {
      // While nobody looked, nothing was read: begin with what is new from here on. The
      // subscription itself reads what lies between.
      told = archive.sequence(address);
    }
    subscriptions.add(subscription);
    if (closed) {
      subscription.end();
    }
  }

  private void follow() {
    while (!closed) {
      try {
        if (bell.tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS)) {
          bell.drainPermits();
        }
        tell();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private synchronized void tell() {
    if (subscriptions.isEmpty()) {
      return;
    }
    try {
      List<Frame> news;
      do {
        news = read(told);
        for (Frame frame : news) {
          subscriptions.forEach(each -> each.offer(frame));
          told = frame.sequence();
        }
      } while (news.size() == PAGE);
      failing = false;
    } catch (RuntimeException failure) {
      // Tried again at the next poll; one log entry for one outage.
      if (!failing) {
        log.warn("channel {} cannot be read from its archive", address, failure);
      }
      failing = true;
    }
  }

  private Frame frame(Entry entry) {
    return new Frame(entry.sequence(), json.write(json.view(entry)));
  }

  /** One change, ready to be sent. */
  record Frame(long sequence, String json) {}
}
