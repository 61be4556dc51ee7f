package dev.signalbox.traffic.haproxy;

/**
 * Nothing, seen twice in a row: a request that was sent on its way just before a change may not be
 * counted yet when it is looked for the first time.
 */
final class Stillness {
  private boolean before;

  /** Whether nothing is under way now, nor was when this was asked the last time. */
  boolean of(long busy) {
    boolean still = before && busy == 0;
    before = busy == 0;
    return still;
  }
}
