package dev.signalbox.operation;

import dev.signalbox.access.Identity;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.report.Tone;
import java.util.List;
import java.util.Optional;

/**
 * Where every entrance hands in what people said or did. Never throws for what people say: a
 * refusal is an answer. When it returns, the outcome is committed. Where it is handed in by {@link
 * dev.signalbox.port.Inbox} and another process did the same meanwhile, it ends by {@link
 * dev.signalbox.port.Inbox.DoneAlready}.
 */
public interface Reception {

  /**
   * Who speaks, and where.
   *
   * @param channel the configured channel's name
   */
  record Speaker(Identity identity, String channel) {}

  /**
   * What the one who spoke reads.
   *
   * @param accepted false for a refusal
   * @param text one or two sentences, plain text; empty where the channel already says it all
   * @param details lines below it, plain text
   * @param document something long to be shown as a file, such as an export
   * @param deployment what it was about
   */
  record Answer(
      boolean accepted,
      Tone tone,
      String text,
      List<String> details,
      Optional<Document> document,
      Optional<DeploymentId> deployment) {
    /** Copies the details. */
    public Answer {
      details = List.copyOf(details);
    }

    /** A refusal with its reason. */
    public static Answer refused(String reason) {
      return new Answer(false, Tone.BAD, reason, List.of(), Optional.empty(), Optional.empty());
    }

    /** Something said, with nothing more to it. */
    public static Answer said(Tone tone, String text, List<String> details) {
      return new Answer(true, tone, text, details, Optional.empty(), Optional.empty());
    }

    /** The words were not meant for the bot. */
    public static Answer silence() {
      return said(Tone.NEUTRAL, "", List.of());
    }
  }

  /** A file for the one who asked. */
  record Document(String fileName, String mediaType, String text) {}

  /** A line was typed. */
  Answer say(Speaker speaker, String line);

  /**
   * A line was typed in the thread of a deployment: that one is meant, unless the line names
   * another.
   */
  Answer sayInThread(Speaker speaker, DeploymentId deployment, String line);

  /**
   * Somebody whom the platform itself says to have no say, such as a bot or a guest, is refused,
   * and the journal keeps it.
   */
  Answer turnAway(Speaker speaker, String line, String reason);

  /**
   * A reaction was put on, or a button that counts as one was pressed.
   *
   * @param messageKey the key of our message that it is on
   * @param emoji as the platform names it, without skin tone
   */
  Answer react(Speaker speaker, String messageKey, String emoji);

  /** A reaction was taken off. */
  Answer unreact(Speaker speaker, String messageKey, String emoji);
}
