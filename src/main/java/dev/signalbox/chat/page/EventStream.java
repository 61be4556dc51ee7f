package dev.signalbox.chat.page;

import dev.signalbox.chat.page.ChannelFeed.Frame;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Writes one subscription to one browser, on a thread of its own: a browser that reads slowly holds
 * up this thread and nothing else.
 */
final class EventStream implements Runnable {

  /**
   * How long one answer lasts. The browser comes back by itself, and has to be signed in then too:
   * so somebody who was signed out does not go on reading.
   */
  static final Duration LIFE = Duration.ofMinutes(10);

  private static final Logger log = LoggerFactory.getLogger(EventStream.class);

  private final Subscription subscription;
  private final SseEmitter emitter;
  private final Duration beat;
  private final InstantSource clock;

  EventStream(Subscription subscription, SseEmitter emitter, Duration beat, InstantSource clock) {
    this.subscription = subscription;
    this.emitter = emitter;
    this.beat = beat;
    this.clock = clock;
  }

  /** Starts it on a virtual thread. */
  void start() {
    // Noticed by the server before the next write would: no need to wait for it.
    emitter.onCompletion(subscription::end);
    emitter.onTimeout(subscription::end);
    emitter.onError(_ -> subscription.end());
    Thread.ofVirtual().name("page-stream").start(this);
  }

  @Override
  public void run() {
    try (subscription) {
      write();
      emitter.complete();
    } catch (IOException | IllegalStateException gone) {
      log.debug("a page went away", gone);
      emitter.completeWithError(gone);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      emitter.completeWithError(interrupted);
    } catch (RuntimeException failure) {
      log.warn("a page's stream broke off; the browser will ask again", failure);
      emitter.completeWithError(failure);
    }
  }

  private void write() throws IOException, InterruptedException {
    Instant end = clock.instant().plus(LIFE);
    if (subscription.isAheadOfArchive()) {
      emitter.send(SseEmitter.event().name("reset").data("{}", MediaType.APPLICATION_JSON));
      return;
    }
    // Also tells the browser at once that it is connected.
    sendBeat();
    while (clock.instant().isBefore(end)) {
      switch (subscription.next(beat)) {
        case Subscription.Next.Changed(Frame frame) -> send(frame);
        case Subscription.Next.Quiet _ -> sendBeat();
        case Subscription.Next.Ended _ -> {
          return;
        }
      }
    }
  }

  private void send(Frame frame) throws IOException {
    emitter.send(
        SseEmitter.event()
            .id(Long.toString(frame.sequence()))
            .name("entry")
            .data(frame.json(), MediaType.TEXT_PLAIN));
  }

  /**
   * Makes both ends notice a dead connection: here the write fails, there the silence is too long.
   * An event rather than a comment, because scripts do not see comments.
   */
  private void sendBeat() throws IOException {
    emitter.send(
        SseEmitter.event().name("beat").reconnectTime(1000).data("{}", MediaType.TEXT_PLAIN));
  }
}
