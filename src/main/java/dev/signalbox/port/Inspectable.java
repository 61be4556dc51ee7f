package dev.signalbox.port;

import java.time.Duration;
import java.util.List;

/**
 * What can try, without changing anything, whether it will be able to do its work: a router that
 * answers and knows its backends, a key that is accepted, a node that can be logged in to. {@code
 * signalbox check} and {@code /check} show what was found.
 */
public interface Inspectable {

  /** What was found out about one thing; what it is, is said in a few words. */
  sealed interface Finding {
    /** What was looked at, such as {@code backend shop-blue at /run/haproxy.sock}. */
    String what();

    /**
     * It is as it should be.
     *
     * @param seen what was found, for people
     */
    record Good(String what, String seen) implements Finding {}

    /**
     * It would not work.
     *
     * @param seen what was found, for people
     * @param remedy what to change, and where
     */
    record Bad(String what, String seen, String remedy) implements Finding {}

    /** It cannot be tried without changing something, or because something else is not good. */
    record Untried(String what, String reason) implements Finding {}
  }

  /**
   * Tries everything that it can, in the order in which people would mend it. Never empty; never
   * throws for an outage, which is a {@link Finding.Bad}.
   *
   * @param limit the longest that it takes all in all
   */
  List<Finding> inspect(Duration limit);
}
