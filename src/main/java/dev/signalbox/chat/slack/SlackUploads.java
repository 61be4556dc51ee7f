package dev.signalbox.chat.slack;

import dev.signalbox.report.Attachment;
import dev.signalbox.report.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that belong below messages. Each is put there once; one that Slack does not take now is
 * tried again later, since no message waits for it.
 */
final class SlackUploads {
  private static final Logger LOG = LoggerFactory.getLogger(SlackUploads.class);
  private static final int MOST_TRIES = 6;
  private static final int MOST_WAITING = 200;

  private record Waiting(String channel, String thread, SlackFiles.Upload file, int tries) {}

  private final SlackFiles files;
  private final SlackTimeline timeline;
  private final Set<String> looked = ConcurrentHashMap.newKeySet();
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  SlackUploads(SlackFiles files, SlackTimeline timeline) {
    this.files = files;
    this.timeline = timeline;
  }

  /** The message was posted just now. */
  void posted(String channel, Message message, String thread) {
    looked.add(message.key());
    for (Attachment attachment : message.attachments()) {
      SlackFiles.Upload.of(attachment)
          .ifPresent(file -> upload(new Waiting(channel, thread, file, 0)));
    }
  }

  /** After a crash between message and file, the file is missing; its name tells. */
  void updated(String channel, Message message, String reference) {
    if (message.attachments().isEmpty() || !looked.add(message.key())) {
      return;
    }
    Set<String> there = timeline.fileNames(channel, reference);
    message.attachments().stream()
        .filter(a -> !there.contains(a.fileName()))
        .flatMap(a -> SlackFiles.Upload.of(a).stream())
        .forEach(file -> upload(new Waiting(channel, reference, file, 0)));
  }

  private void upload(Waiting next) {
    if (files.upload(next.channel(), Optional.of(next.thread()), next.file())) {
      return;
    }
    if (next.tries() + 1 >= MOST_TRIES) {
      LOG.warn("the file {} is given up: Slack does not take it", next.file().name());
      return;
    }
    synchronized (waiting) {
      if (waiting.size() < MOST_WAITING) {
        waiting.add(new Waiting(next.channel(), next.thread(), next.file(), next.tries() + 1));
      }
    }
  }

  /** Tries those once more that were not taken; to be called every half a minute. */
  void again() {
    List<Waiting> now;
    synchronized (waiting) {
      now = List.copyOf(waiting);
      waiting.clear();
    }
    now.forEach(this::upload);
  }
}
