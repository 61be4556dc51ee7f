package dev.signalbox.chat.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.chat.page.Subscription.Next;
import dev.signalbox.chat.page.Subscription.Next.Changed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelFeedTest {

  private static final String CHANNEL = "deployments";
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final RememberedArchive archive = new RememberedArchive();
  private final ChannelFeed feed = new ChannelFeed(CHANNEL, archive, new PageJson(), LONG);

  @AfterEach
  void close() {
    feed.close();
  }

  private void type(String line) {
    archive.type(CHANNEL, "deployer", line, NOW);
    feed.ring();
  }

  private static long sequence(Next next) {
    return next instanceof Changed(var frame) ? frame.sequence() : -1;
  }

  @Test
  void whoComesLaterFirstHearsWhatWasMissedAndThenWhatIsNew() throws InterruptedException {
    feed.start();
    type("one");
    type("two");
    type("three");
    try (Subscription late = feed.subscribe(1)) {
      assertThat(sequence(late.next(LONG))).isEqualTo(2);
      assertThat(sequence(late.next(LONG))).isEqualTo(3);
      type("four");
      assertThat(sequence(late.next(LONG))).isEqualTo(4);
    }
  }

  @Test
  void manyMissedChangesComeInOrderAndOnce() throws InterruptedException {
    feed.start();
    for (int i = 0; i < 2 * ChannelFeed.PAGE + 7; i++) {
      archive.type(CHANNEL, "deployer", "line " + i, NOW);
    }
    List<Long> heard = new ArrayList<>();
    try (Subscription late = feed.subscribe(0)) {
      for (Next next = late.next(LONG); next instanceof Changed; next = late.next(SHORT)) {
        heard.add(sequence(next));
      }
    }
    assertThat(heard).hasSize(2 * ChannelFeed.PAGE + 7).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void nothingNewIsSaidAfterAWhile() throws InterruptedException {
    feed.start();
    try (Subscription one = feed.subscribe(0)) {
      assertThat(one.next(SHORT)).isInstanceOf(Next.Quiet.class);
    }
  }

  @Test
  void whoReadsTooSlowlyIsDroppedAndTheOthersGoOn() throws InterruptedException {
    feed.start();
    try (Subscription slow = feed.subscribe(0);
        Subscription quick = feed.subscribe(0)) {
      // Both are past catching up, so that what comes now waits in their queues.
      assertThat(slow.next(SHORT)).isInstanceOf(Next.Quiet.class);
      assertThat(quick.next(SHORT)).isInstanceOf(Next.Quiet.class);
      for (int i = 1; i <= Subscription.BACKLOG + 5; i++) {
        type("line " + i);
        assertThat(sequence(quick.next(LONG))).isEqualTo(i);
      }
      assertThat(slow.next(LONG)).isInstanceOf(Next.Ended.class);
    }
  }

  @Test
  void closingEndsWhoeverWaits() throws InterruptedException {
    feed.start();
    try (Subscription one = feed.subscribe(0)) {
      assertThat(one.next(SHORT)).isInstanceOf(Next.Quiet.class);
      Thread closing = Thread.ofVirtual().start(feed::close);
      assertThat(one.next(LONG)).isInstanceOf(Next.Ended.class);
      closing.join();
      try (Subscription late = feed.subscribe(0)) {
        assertThat(late.next(LONG)).isInstanceOf(Next.Ended.class);
      }
    }
  }

  @Test
  void whoKnowsMoreThanTheArchiveIsFoundOut() {
    type("one");
    try (Subscription stranger = feed.subscribe(5000);
        Subscription known = feed.subscribe(1)) {
      assertThat(stranger.isAheadOfArchive()).isTrue();
      assertThat(known.isAheadOfArchive()).isFalse();
    }
  }
}
