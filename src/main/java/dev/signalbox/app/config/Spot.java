package dev.signalbox.app.config;

import java.util.function.Predicate;

/**
 * Where a lane's policy was written: for the lane itself, or for its application.
 *
 * @param lane the name that the lane's own properties begin with
 * @param application the name that those of its application begin with
 * @param isWritten whether a property was written
 */
record Spot(String lane, String application, Predicate<String> isWritten) {

  /** The full name of the property that counts for the lane. */
  String of(String property) {
    String inherited = application + "." + property;
    String own = lane + "." + property;
    return !isWritten.test(own) && isWritten.test(inherited) ? inherited : own;
  }
}
