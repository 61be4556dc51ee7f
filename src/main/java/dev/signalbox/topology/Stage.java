package dev.signalbox.topology;

/**
 * One environment of an application, for example {@code production}, with clusters and policy of
 * its own.
 *
 * @param name 1 to 63 of {@code a-z0-9._-}
 */
public record Stage(String name) {

  /** Refuses a name outside the grammar with an {@link IllegalArgumentException} that says it. */
  public Stage {
    Names.require("stage", name);
  }

  @Override
  public String toString() {
    return name;
  }
}
