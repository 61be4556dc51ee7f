package dev.signalbox.lab.proxy;

import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;

/** One admitted request: it counts as in flight at its node until the ticket is handed back. */
public final class Ticket implements AutoCloseable {
  private final Router router;
  private final Backend backend;
  private final Entrance entrance;
  private final URI address;
  private final long incarnation;
  private final AtomicBoolean open = new AtomicBoolean(true);

  Ticket(Router router, Backend backend, Entrance entrance) {
    this.router = router;
    this.backend = backend;
    this.entrance = entrance;
    this.address = backend.address();
    this.incarnation = backend.incarnation();
  }

  /** The cluster whose node answers. */
  public String cluster() {
    return backend.cluster;
  }

  /** The node that answers. */
  public String node() {
    return backend.node;
  }

  /** How the request came in. */
  public Entrance entrance() {
    return entrance;
  }

  /** Where the node listens. */
  URI address() {
    return address;
  }

  long incarnation() {
    return incarnation;
  }

  Backend backend() {
    return backend;
  }

  /** Ends the request; handing a ticket back twice counts once. */
  @Override
  public void close() {
    if (open.compareAndSet(true, false)) {
      router.left(this);
    }
  }
}
