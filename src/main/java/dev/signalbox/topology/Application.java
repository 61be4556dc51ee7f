package dev.signalbox.topology;

/**
 * What is deployed, for example {@code shop}.
 *
 * @param name 1 to 63 of {@code a-z0-9._-}
 */
public record Application(String name) {

  /** Refuses a name outside the grammar with an {@link IllegalArgumentException} that says it. */
  public Application {
    Names.require("application", name);
  }

  @Override
  public String toString() {
    return name;
  }
}
