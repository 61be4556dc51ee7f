package dev.signalbox.traffic.nginx;

import dev.signalbox.port.Machine;

/** One lane's nginx, which its traffic switch and its load balancer share. */
public final class Nginx {
  private final Router router;

  /** An nginx on a machine. */
  public Nginx(NginxSettings settings, Machine machine) {
    this(
        settings,
        machine,
        switch (settings.statusFrom()) {
          case HERE -> StatusPage.here(settings.status(), settings.timeout());
          case MACHINE -> StatusPage.from(machine, settings.status(), settings.timeout());
        });
  }

  /** As above, with another way to ask. */
  Nginx(NginxSettings settings, Machine machine, StatusPage status) {
    this.router = new Router(settings, machine, status);
  }

  Router router() {
    return router;
  }
}
