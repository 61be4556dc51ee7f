package dev.signalbox.traffic.haproxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts what is under way in a backend, or at one of its servers: in the HAProxys that take
 * traffic, and in the workers that a reload has left behind, where their master can be asked.
 */
final class Sessions {
  private final HaproxyLane lane;
  private final String backend;
  private final Optional<String> server;

  Sessions(HaproxyLane lane, String backend, Optional<String> server) {
    this.lane = lane;
    this.backend = backend;
    this.server = server;
  }

  /**
   * What is under way.
   *
   * @param where of it, in words for people
   */
  record Count(long busy, List<String> where) {
    Count plus(long more, String at) {
      List<String> all = new ArrayList<>(where);
      if (more > 0) {
        all.add(more + " at " + at);
      }
      return new Count(busy + more, all);
    }

    /** For people, such as {@code 3 at lb1}. */
    String words() {
      return String.join(", ", where);
    }
  }

  Count count(Deadline deadline) {
    Count count = new Count(0, List.of());
    for (Haproxy haproxy : lane.haproxies()) {
      String name = haproxy.instance().name();
      count = count.plus(haproxy.talk(deadline, this::busy), name);
      for (Map.Entry<Long, Long> worker : leftBehind(haproxy, deadline).entrySet()) {
        count = count.plus(worker.getValue(), name + "'s old worker " + worker.getKey());
      }
    }
    return count;
  }

  private long busy(Conversation conversation) {
    return busy(conversation.ask(RuntimeCommand.showStat(backend)));
  }

  private long busy(String answer) {
    return Table.rows(answer, ",").stream()
        .filter(row -> server.orElse("BACKEND").equals(row.get("svname")))
        .mapToLong(row -> Table.number(row.get("scur")) + Table.number(row.get("qcur")))
        .sum();
  }

  /** What is under way in each worker that a reload has left behind, by its process number. */
  private Map<Long, Long> leftBehind(Haproxy haproxy, Deadline deadline) {
    Map<Long, Long> busy = new TreeMap<>();
    for (long worker : Workers.old(askMaster(haproxy, deadline, RuntimeCommand.showWorkers()))) {
      RuntimeCommand look = RuntimeCommand.showStat(backend).toWorker(worker);
      // One that has ended meanwhile has no such table, and nothing under way.
      busy.put(worker, busy(askMaster(haproxy, deadline, look)));
    }
    return busy;
  }

  private static String askMaster(Haproxy haproxy, Deadline deadline, RuntimeCommand question) {
    return haproxy.askMaster(deadline, question).orElse("");
  }
}
