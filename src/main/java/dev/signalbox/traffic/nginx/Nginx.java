package dev.signalbox.traffic.nginx;

import dev.signalbox.port.Machine;

/** One nginx that carries a lane's traffic. */
public final class Nginx {
  private final Router router;

  /**
   * An nginx on a machine.
   *
   * @param name what messages call it
   */
  public Nginx(String name, NginxSettings settings, Machine machine) {
    this(
        name,
        settings,
        machine,
        switch (settings.statusFrom()) {
          case HERE -> StatusPage.here(settings.status(), settings.timeout());
          case MACHINE -> StatusPage.from(machine, settings.status(), settings.timeout());
        });
  }

  /** As above, with another way to ask. */
  Nginx(String name, NginxSettings settings, Machine machine, StatusPage status) {
    this.router = new Router(name, settings, machine, status);
  }

  Router router() {
    return router;
  }
}
