package dev.signalbox.deployment;

import java.time.Instant;

/**
 * One person's approval of one gate, valid for one revision of its evidence.
 *
 * @param means {@link Means#TYPED} counts for more where policy asks for it
 * @param message the platform's reference of the message reacted to, empty for a typed approval
 */
public record Vote(long gate, int revision, Actor by, Means means, String message, Instant at) {

  /** How it was given. */
  public enum Means {
    /** A reaction or a button on the gate's message. */
    REACTION,
    /** A typed /approve. */
    TYPED
  }
}
