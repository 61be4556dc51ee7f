package dev.signalbox.report;

import dev.signalbox.deployment.DeploymentId;
import java.util.List;
import java.util.Optional;

/**
 * One message in a channel, in no platform's dialect.
 *
 * @param key unique within its channel; posting the same key again updates the message
 * @param revision a higher one replaces a lower one of the same key
 * @param place where it stands
 * @param deployment what it is about; empty for what belongs to no deployment
 * @param content what it says
 * @param mentions the names of the people to call
 * @param attachments what goes along with it; a card has none
 */
public record Message(
    String key,
    long revision,
    Place place,
    Optional<DeploymentId> deployment,
    Content content,
    List<String> mentions,
    List<Attachment> attachments) {

  /** Copies the lists. */
  public Message {
    mentions = List.copyOf(mentions);
    attachments = List.copyOf(attachments);
  }

  /** Where a message stands. */
  public enum Place {
    /** In the channel itself. */
    CHANNEL,
    /** In the thread of its deployment's card. */
    THREAD
  }

  /** What a message says. */
  public sealed interface Content {}

  /**
   * A sentence or two, with details.
   *
   * @param tone its sign goes before the text
   * @param text plain text, no markup
   * @param details lines below it, such as single check results; plain text
   */
  public record Notice(Tone tone, String text, List<String> details) implements Content {
    /** Copies the details. */
    public Notice {
      details = List.copyOf(details);
    }
  }

  /**
   * The live card: one per deployment, updated in place.
   *
   * @param title for example {@code #17 shop v2 → production (bluegreen)}
   * @param phase what goes on, in words
   * @param track the phases of the happy path, and which of them it is in
   * @param nodes every node that it touches; above a dozen, those in the same state in one row
   * @param done steps that ended well
   * @param of steps that the plan has
   * @param last the last result, in words; empty at the start
   * @param awaited who or what it waits for; empty when it goes on by itself
   * @param traffic what production does, such as {@code 12,408 requests, 0 failed}; may be empty
   * @param buttons what people can press
   */
  public record Card(
      Tone tone,
      String title,
      String phase,
      List<PhaseMark> track,
      List<NodeMark> nodes,
      int done,
      int of,
      String last,
      String awaited,
      String traffic,
      List<Button> buttons)
      implements Content {
    /** Copies the lists. */
    public Card {
      track = List.copyOf(track);
      nodes = List.copyOf(nodes);
      buttons = List.copyOf(buttons);
    }
  }

  /** One phase on the card. */
  public record PhaseMark(String name, Progress progress) {}

  /** How far a phase or node is. */
  public enum Progress {
    /** Not begun. */
    TODO("○"),
    /** Going on. */
    NOW("●"),
    /** Done. */
    DONE("✔"),
    /** Failed. */
    FAILED("✖");

    private final String sign;

    Progress(String sign) {
      this.sign = sign;
    }

    /** What a platform puts before the name, so that a colour never carries the meaning alone. */
    public String sign() {
      return sign;
    }
  }

  /**
   * One node on the card, or in a large cluster several that are in the same state.
   *
   * @param node its name, or how many, such as {@code 88 nodes}
   * @param state in words, such as {@code installing v2}
   */
  public record NodeMark(String node, String cluster, String state, Progress progress) {}

  /**
   * A gate's prompt: a new message for each revision of the evidence, so that a reaction binds what
   * it was given for. Its key comes from {@link #promptKey}.
   *
   * @param question what is asked
   * @param evidence one finding a line, already marked as good or bad in words or sign
   * @param votes who approved so far, and how many are needed, in words
   * @param approvers the names of those who may
   * @param footer plan digest, revision, chain head, expiry
   * @param open whether it still waits; a prompt that does not has no buttons
   */
  public record Prompt(
      Tone tone,
      String question,
      List<String> evidence,
      String votes,
      List<String> approvers,
      String footer,
      boolean open,
      List<Button> buttons)
      implements Content {
    /** Copies the lists. */
    public Prompt {
      evidence = List.copyOf(evidence);
      approvers = List.copyOf(approvers);
      buttons = List.copyOf(buttons);
    }
  }

  /** Something to press. */
  public sealed interface Button {
    /** What stands on it. */
    String label();

    /** Is a reaction with this emoji on its message. */
    record Reacts(String label, String emoji) implements Button {}

    /**
     * Says this line; where it asks for a reason, the reason is appended to the line.
     *
     * @param dangerous whether it is to look like something to think about
     */
    record Says(String label, String line, boolean asksReason, boolean dangerous)
        implements Button {}
  }

  /** The key of a gate's prompt for one revision. */
  public static String promptKey(long gate, int revision) {
    return "gate:" + gate + ":" + revision;
  }

  /** The key of a deployment's card. */
  public static String cardKey(DeploymentId deployment) {
    return "card:" + deployment.number();
  }
}
