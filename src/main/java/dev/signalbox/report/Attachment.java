package dev.signalbox.report;

import dev.signalbox.deployment.WarmUpReport;

/**
 * What goes along with a message because it is no sentence: a platform that has files uploads it,
 * others show it below the message. It is the same in every revision of its message, so that it
 * needs to be uploaded once.
 */
public sealed interface Attachment {

  /** What it is, in a few words of plain text. */
  String title();

  /** The name of the file that it becomes; letters, digits, dots and hyphens only. */
  String fileName();

  /**
   * Text that is too long for a message.
   *
   * @param text lines of plain text; not empty
   */
  record LongText(String title, String fileName, String text) implements Attachment {}

  /**
   * How the latency went, window by window, in a warm-up. Its words are {@link Curves}.
   *
   * @param measured what to draw
   */
  record Curve(String title, WarmUpReport measured) implements Attachment {
    @Override
    public String fileName() {
      return "warm-up.png";
    }
  }
}
