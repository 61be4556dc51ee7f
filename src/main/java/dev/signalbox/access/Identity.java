package dev.signalbox.access;

/**
 * An account on one platform.
 *
 * @param platform for example {@code slack}, {@code discord}, {@code page}, {@code terminal}
 * @param id what the platform itself names the account by, never a display name
 */
public record Identity(String platform, String id) {
  @Override
  public String toString() {
    return platform + ":" + id;
  }
}
