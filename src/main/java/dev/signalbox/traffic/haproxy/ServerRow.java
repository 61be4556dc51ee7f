package dev.signalbox.traffic.haproxy;

import java.util.Map;

/**
 * One server of a backend, as HAProxy sees it now.
 *
 * @param admin why it is out of rotation, as the bits of {@code srv_admin_state}
 * @param busy requests that are under way at it or wait for it
 * @param stateLine its line of {@code show servers state}
 */
record ServerRow(
    String name, String address, int port, int admin, Health health, long busy, String stateLine) {

  private static final int FORCED_MAINT = 0x01;
  private static final int FORCED_DRAIN = 0x08;
  private static final int OUT = 0x01 | 0x02 | 0x08 | 0x10 | 0x20 | 0x40;
  private static final int OPERATION_COLUMN = 5;
  private static final int ADMIN_COLUMN = 6;
  private static final int CHECK_STATUS_COLUMN = 10;
  private static final int CHECK_RESULT_COLUMN = 11;

  /** Unknown, not checked yet, and begun are 0 to 2. */
  private static final int BEFORE_CHECKS = 2;

  /**
   * What health checks say of it.
   *
   * @param passed whether it is up, and was checked since it began to be
   * @param words for people, such as {@code DOWN, L4CON}
   */
  record Health(boolean passed, boolean checked, String words) {}

  /** Whether new requests are kept from it, by whomever. */
  boolean isOut() {
    return (admin & OUT) != 0;
  }

  /** Whether {@code state drain} was said of it, and nothing stronger. */
  boolean isDrained() {
    return (admin & FORCED_DRAIN) != 0 && (admin & FORCED_MAINT) == 0;
  }

  boolean isInMaintenance() {
    return (admin & OUT & ~FORCED_DRAIN) != 0;
  }

  /** The line that makes HAProxy start with this server drained. */
  String drainedLine() {
    return startingAs((admin & ~FORCED_MAINT) | FORCED_DRAIN);
  }

  /** The line that makes HAProxy start with this server in rotation, at this address. */
  String readyLine() {
    return startingAs(admin & ~OUT);
  }

  /** As HAProxy itself presumes at a start: up, not checked yet. */
  private String startingAs(int newAdmin) {
    String[] columns = stateLine.split(" ", -1);
    columns[OPERATION_COLUMN] = "2";
    columns[ADMIN_COLUMN] = Integer.toString(newAdmin);
    columns[CHECK_STATUS_COLUMN] = "1";
    columns[CHECK_RESULT_COLUMN] = "0";
    return String.join(" ", columns);
  }

  /** One line of {@code show servers state}, and the same server's counters. */
  static ServerRow of(Map<String, String> state, String line, Map<String, String> counters) {
    boolean checked = (Table.number(state.getOrDefault("srv_check_state", "")) & 0x02) != 0;
    // The status is the last check's, also while the next one is under way. One failed check of
    // several that it takes changes nothing: HAProxy still sends requests.
    boolean known = Table.number(state.getOrDefault("srv_check_status", "")) > BEFORE_CHECKS;
    boolean passed = state.getOrDefault("srv_op_state", "").equals("2") && known;
    String check = counters.getOrDefault("check_status", "");
    String words = counters.getOrDefault("status", "") + (check.isEmpty() ? "" : ", " + check);
    return new ServerRow(
        state.getOrDefault("srv_name", ""),
        state.getOrDefault("srv_addr", ""),
        (int) Table.number(state.getOrDefault("srv_port", "")),
        (int) Table.number(state.getOrDefault("srv_admin_state", "")),
        new Health(checked && passed, checked, words),
        Table.number(counters.get("scur")) + Table.number(counters.get("qcur")),
        line);
  }
}
