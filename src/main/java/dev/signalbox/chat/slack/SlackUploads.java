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
  private final Deque<Waiting> next = new ArrayDeque<>();

  SlackUploads(SlackFiles files, SlackTimeline timeline) {
    this.files = files;
    this.timeline = timeline;
  }

  /**
   * The message was posted just now. The files of a prompt have time: until its place is noted,
   * nobody's reaction and click would be known to be for it.
   */
  void posted(String channel, Message message, String thread) {
    looked.add(message.key());
    for (Attachment attachment : message.attachments()) {
      Optional<Waiting> file =
          SlackFiles.Upload.of(attachment).map(it -> new Waiting(channel, thread, it, 0));
      if (message.content() instanceof Message.Prompt) {
        file.ifPresent(it -> add(next, it));
      } else {
        file.ifPresent(this::upload);
      }
    }
  }

  /** Uploads what a prompt left for later. */
  void next() {
    taken(next).forEach(this::upload);
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

  private void upload(Waiting file) {
    if (files.upload(file.channel(), Optional.of(file.thread()), file.file())) {
      return;
    }
    if (file.tries() + 1 >= MOST_TRIES) {
      LOG.warn("the file {} is given up: Slack does not take it", file.file().name());
      return;
    }
    add(waiting, new Waiting(file.channel(), file.thread(), file.file(), file.tries() + 1));
  }

  private synchronized void add(Deque<Waiting> queue, Waiting file) {
    if (queue.size() < MOST_WAITING) {
      queue.add(file);
    }
  }

  private synchronized List<Waiting> taken(Deque<Waiting> queue) {
    List<Waiting> now = List.copyOf(queue);
    queue.clear();
    return now;
  }

  /** Tries those once more that were not taken; to be called every half a minute. */
  void again() {
    taken(waiting).forEach(this::upload);
  }
}
