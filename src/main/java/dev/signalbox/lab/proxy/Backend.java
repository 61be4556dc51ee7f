package dev.signalbox.lab.proxy;

import java.net.URI;

/** One node as the router sees it. Guarded by the router's lock. */
final class Backend {
  final String cluster;
  final String node;
  private URI address;
  private boolean draining;
  private boolean healthy;
  private int doubts;
  private int production;
  private int preview;
  private long incarnation;

  Backend(String cluster, String node, URI address, boolean draining) {
    this.cluster = cluster;
    this.node = node;
    this.address = address;
    this.draining = draining;
  }

  URI address() {
    return address;
  }

  /** Counts the node's starts: a pooled connection is used for one incarnation only. */
  long incarnation() {
    return incarnation;
  }

  boolean inRotation() {
    return healthy && !draining;
  }

  /** Production requests that it is answering. */
  int production() {
    return production;
  }

  void enter(Entrance entrance) {
    count(entrance, 1);
  }

  /** Ends a request; returns whether that may be what somebody waits for. */
  boolean leave(Entrance entrance) {
    count(entrance, -1);
    return production == 0;
  }

  private void count(Entrance entrance, int step) {
    switch (entrance) {
      case Entrance.Production _ -> production += step;
      case Entrance.Preview _ -> preview += step;
    }
  }

  void draining(boolean now) {
    draining = now;
  }

  /** Takes notice that the node was started again, maybe at another address. */
  void restarted(URI at) {
    address = at;
    incarnation++;
    healthy = false;
    doubts = 0;
  }

  /** Takes the result of one check: an answer decides at once, silence only when it repeats. */
  void judged(Health.Finding finding) {
    doubts = finding == Health.Finding.SILENT ? doubts + 1 : 0;
    healthy =
        switch (finding) {
          case WELL -> true;
          case UNWELL, REFUSED -> false;
          case SILENT -> healthy && doubts < 2;
        };
  }

  BackendView view() {
    return new BackendView(node, address, draining, healthy, inRotation(), production + preview);
  }
}
