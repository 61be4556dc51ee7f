package dev.signalbox.port;

import dev.signalbox.report.Message;
import java.time.Duration;
import java.util.Optional;

/**
 * Posts messages to one platform. What comes from the platform goes to the reception of the
 * operations instead. Called by one thread per channel; no method blocks longer than ten seconds.
 */
public interface ChatPlatform {

  /** What became of a message. */
  sealed interface Delivery {
    /**
     * It is there.
     *
     * @param reference what the platform names it by, to update it later
     * @param link where people find it
     */
    record Delivered(String reference, Optional<String> link) implements Delivery {}

    /** The platform asks to wait, or cannot be reached: try again after this time. */
    record Later(Duration pause, String reason) implements Delivery {}

    /** The platform will never take it, for this reason; it is logged and given up. */
    record Refused(String reason) implements Delivery {}
  }

  /** How a platform is. */
  sealed interface Health {
    /** It takes what is posted; for people, where and as whom. */
    record Well(String state) implements Health {}

    /**
     * It does not, or what people say there does not arrive.
     *
     * @param state what is wrong, without any secret
     * @param remedy what to do about it
     */
    record Troubled(String state, String remedy) implements Health {}
  }

  /** The platform's name, as identities and channels carry it. */
  String platform();

  /**
   * Posts a message.
   *
   * @param channel the platform's own name of the channel
   * @param thread the reference of the message whose thread it belongs in; empty for the channel
   */
  Delivery post(String channel, Message message, Optional<String> thread);

  /** Replaces what a message says. Updating to what is there already is delivered too. */
  Delivery update(String channel, String reference, Message message);

  /**
   * Finds a message that was posted before a crash whose reference was not yet recorded, by its
   * key; empty when the platform certainly has none.
   */
  Optional<String> find(String channel, String key);

  /** Whether progress is to be merged into fewer messages when the platform falls behind. */
  boolean mergesProgress();

  /**
   * How it is, as last seen; asks nobody, so that it can be asked often. One that is part of this
   * process is always well.
   */
  Health health();

  /**
   * What reads its channels back; empty where nobody can write or react while the bot is away, and
   * nobody can change what stands there but through our database.
   */
  Optional<ChatHistory> history();

  /** What reads its groups; empty where it keeps none. */
  Optional<ChatGroups> groups();
}
