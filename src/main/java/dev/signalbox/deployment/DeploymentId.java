package dev.signalbox.deployment;

/**
 * Names one deployment; people type it as {@code 17} or {@code #17}.
 *
 * @param number counted up from 1 over all lanes
 */
public record DeploymentId(long number) {

  /** Refuses numbers below one. */
  public DeploymentId {
    if (number < 1) {
      throw new IllegalArgumentException("deployment number " + number + " is below 1");
    }
  }

  @Override
  public String toString() {
    return "#" + number;
  }
}
